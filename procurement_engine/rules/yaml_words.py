"""What the YAML library complains of, told to the person who wrote the file."""

from __future__ import annotations

#: (words of the library, Italian sentence). The first whose words occur is the one.
_SAYINGS = (
    ("mapping values are not allowed", "due punti in più: un valore che contiene «: » va tra virgolette"),
    ("could not find expected ':'", "mancano i due punti dopo il nome della voce"),
    ("did not find expected ',' or '}'", "una parentesi graffa non è chiusa, o manca una virgola tra due voci"),
    ("did not find expected ',' or ']'", "una parentesi quadra non è chiusa, o manca una virgola tra due voci"),
    ("expected ',' or '}'", "una parentesi graffa non è chiusa, o manca una virgola tra due voci"),
    ("expected ',' or ']'", "una parentesi quadra non è chiusa, o manca una virgola tra due voci"),
    ("unexpected end of stream", "il file finisce con virgolette o parentesi ancora aperte"),
    ("cannot start any token", "questo segno non può aprire un valore: metterlo tra virgolette"),
    ("did not find expected '-' indicator", "un elemento dell'elenco non comincia con «- » o ha un rientro diverso dagli altri"),
    (
        "did not find expected key",
        "il rientro non è quello delle altre voci, o una parentesi o virgoletta è di troppo o manca, qui o nelle righe sopra",
    ),
    ("block sequence entries are not allowed", "un elenco con «- » non può cominciare su questa riga: andare a capo"),
    ("block mapping", "il rientro non è quello delle altre voci"),
    ("undefined alias", "l'asterisco apre un richiamo che non esiste: mettere il valore tra virgolette"),
    ("alphabetic or numeric character", "& e * all'inizio di un valore hanno un significato per YAML: metterlo tra virgolette"),
    ("escape", "una barra rovesciata tra virgolette doppie non è ammessa così: usare le virgolette semplici"),
    ("duplicate anchor", "la stessa àncora (&) compare due volte"),
    ("could not determine a constructor", "il punto esclamativo apre un tipo che non si usa qui: mettere il valore tra virgolette"),
    ("tag", "il punto esclamativo apre un tipo che non si usa qui: mettere il valore tra virgolette"),
    ("control characters", "c'è un carattere di controllo invisibile: cancellarlo"),
    ("special characters", "c'è un carattere invisibile che YAML non ammette: cancellarlo"),
    ("another document", "il file contiene più documenti separati da «---»: tenerne uno"),
    ("nesting", "troppi livelli uno dentro l'altro"),
    ("expected node content", "manca il valore, o una parentesi non è chiusa"),
    ("expected the node content", "manca il valore, o una parentesi non è chiusa"),
    ("did not find expected <document start>", "dopo la fine dei dati c'è ancora del testo"),
    ("expected <document start>", "dopo la fine dei dati c'è ancora del testo"),
)
_UNKNOWN = "qui il file non è scritto come vuole YAML: guardare rientri, due punti e virgolette"


def in_italian(problem: str | None, found: str = "") -> str:
    """One sentence for a problem the library names in English (`found` is the sign it stands at); our own pass as they are.

    >>> in_italian("mapping values are not allowed in this context")
    'due punti in più: un valore che contiene «: » va tra virgolette'
    """
    if problem and "«" in problem:
        return problem
    if found == "\t":
        return "c'è una tabulazione: i rientri si fanno con gli spazi"
    return next((said for words, said in _SAYINGS if words in (problem or "")), _UNKNOWN)
