"""Plain text, Markdown and HTML."""

from procurement_engine.drafts import read


def blocks(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path).blocks


def test_hard_wrapped_lines_and_hyphens(tmp_path):
    (block,) = blocks(tmp_path, "x.txt", "la procedura di valu-\ntazione comincia\ncon la verifica\n")
    assert block.text == "la procedura di valutazione comincia con la verifica"


def test_a_wrapped_line_may_begin_with_or(tmp_path):
    text = "4.2 Le spese sono rimborsate: e' esclusa ogni forma di utile\no di remunerazione, e non sono pagate quelle gia' coperte\nda altri fondi pubblici.\n"
    (block,) = blocks(tmp_path, "x.txt", text)
    assert "utile o di remunerazione" in block.text
    listed = blocks(tmp_path, "y.txt", "Si chiedono:\no il progetto\no la relazione\n")
    assert [block.text for block in listed if block.kind == "list_item"] == ["il progetto", "la relazione"]


def test_columns_become_rows(tmp_path):
    found = blocks(tmp_path, "x.txt", "Parte   Punti\nOfferta tecnica   80\n\nfine\n")
    assert [block.cells for block in found if block.kind == "row"] == [("Parte", "Punti"), ("Offerta tecnica", "80")]


def test_contents_are_marked(tmp_path):
    text = "INDICE\n\nArt. 1 Oggetto ........ 3\n\nArt. 1 Oggetto\n\nSi affida il servizio.\n"
    assert [block.role for block in blocks(tmp_path, "x.txt", text)] == ["toc", "toc", "body", "body"]


def test_numbered_paragraph_is_no_heading(tmp_path):
    found = blocks(tmp_path, "x.md", "# Disciplinare\n\n9.1 L'impresa paga i lavoratori ogni mese, nei termini del contratto.\n")
    assert [block.kind for block in found] == ["heading", "paragraph"]


def test_html(tmp_path):
    page = "<html><body><nav>menu</nav><h1>Avviso</h1><p>Testo <b>vivo</b></p><table><tr><td>a</td><td>b</td></tr></table></body></html>"
    found = blocks(tmp_path, "x.html", page)
    assert [(block.kind, block.role, block.text) for block in found if block.role == "body"] == [
        ("heading", "body", "Avviso"),
        ("paragraph", "body", "Testo vivo"),
        ("row", "body", "a | b"),
    ]


def test_windows_encoding(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes("è già così".encode("cp1252"))
    assert read(path).blocks[0].text == "è già così"
