"""Tables of indicators in a draft, whatever their author called the columns: one reader for the check and for impact."""
