"""Detection by concepts: words to lemmas, concepts to places, relations to element states."""
