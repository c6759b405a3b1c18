"""A Word file as offices have them: letterhead, styles, fields, controls, text box, note, comments and changes of others."""

import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" mc:Ignorable="w14 w15"'
)
ANNA = 'w:author="Anna Neri" w:date="2026-01-07T09:00:00Z"'
OTHERS_COMMENT = f'<w:comment w:id="3" {ANNA} w:initials="AN"><w:p w14:paraId="5A5A0001"><w:r><w:t>Verificare con il RUP.</w:t></w:r></w:p></w:comment>'
OTHERS_INSERTION = f'<w:ins w:id="11" {ANNA}><w:r><w:t xml:space="preserve">dal decreto </w:t></w:r></w:ins>'
OTHERS_DELETION = f'<w:del w:id="12" {ANNA}><w:r><w:delText>vecchie parole</w:delText></w:r></w:del>'


def run(text, look=""):
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def cell(*paragraphs):
    return f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def table(*rows):
    grid = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    lines = "".join("<w:tr>" + "".join(cells) + "</w:tr>" for cells in rows)
    return f"<w:tbl>{grid}{lines}</w:tbl>"


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1000000" cy="500000"/><wp:docPr id="41" name="Riquadro"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/>'
    f"<wps:txbx><w:txbxContent>{p(run('Nel riquadro il contratto è citato.'))}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:rect><v:textbox><w:txbxContent>{p(run('Nel riquadro il contratto è citato.'))}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
BODY = [
    p(run("Disciplinare di gara per il servizio di pulizia"), style="Titolo1"),
    p(
        run("Visto il ", "<w:b/>"),
        OTHERS_INSERTION,
        '<w:hyperlink r:id="rId20">' + run("legislativo 36", "<w:i/>") + "</w:hyperlink>",
        OTHERS_DELETION,
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" + run("/2023 si procede") + "</w:sdtContent></w:sdt>",
        run(" alla gara."),
    ),
    p(run("Art. 1 - Oggetto"), style="Titolo1"),
    p(
        run("Il servizio dura "),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF durata </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run("tre anni"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        run(" e si svolge"),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        run(" nelle sedi del Comune, con  due   blanks e parti\u00adcolari."),
    ),
    p('<w:commentRangeStart w:id="3"/>', run("Il valore stimato è di euro 400.000,00."), '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>'),
    table(
        [cell(p(run("Parte"))), cell(p(run("Punteggio massimo")))],
        [cell(p(run("Offerta tecnica"))), cell(p(run("65")))],
        [cell(p(run("Offerta "), run("economica", "<w:b/>"))), cell(p(run("35")))],
        [cell(p(run("Totale"))), cell(p(run("100")))],
    ),
    p(),
    table([cell(p(run("Sede"))), cell(p(run("via Roma")), p(run("su due piani")))]),
    p(run("Il subappalto è ammesso ai sensi dell'"), '<w:hyperlink r:id="rId20">' + run("art. 105") + "</w:hyperlink>", run(" del d.lgs. 50/2016.")),
    p(run("Testo accanto al riquadro. "), BOX),
    p(run("Art. 2 - Personale"), style="Titolo1"),
    p(run("Il personale è impiegato con cura e con la professionalità che il servizio richiede ogni giorno.")),
]  # fmt: skip
PARTS = {
    "word/styles.xml": f'<w:styles {NAMES}><w:style w:type="paragraph" w:default="1" w:styleId="Normale"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titolo1"><w:name w:val="heading 1"/><w:basedOn w:val="Normale"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>',
    "word/footnotes.xml": f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">{p(run("La nota cita il contratto collettivo."))}</w:footnote></w:footnotes>',
    "word/header1.xml": f"<w:hdr {NAMES}>{p(run('Comune di Prova, carta intestata'))}</w:hdr>",
    "word/comments.xml": f"<w:comments {NAMES}>{OTHERS_COMMENT}</w:comments>",
    "word/commentsExtended.xml": f'<w15:commentsEx {NAMES}><w15:commentEx w15:paraId="5A5A0001" w15:done="1"/></w15:commentsEx>',
}
KINDS = {
    "styles": R, "footnotes": R, "header1": R, "comments": R, "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships",
}  # fmt: skip


def parts(body=None, *, comments=True):
    """Every part of the file by name. Without `comments`, nobody has commented yet."""
    names = [name for name in PARTS if comments or "comments" not in name]
    content = "".join(BODY if body is None else body)
    if not comments:
        for mark in ('<w:commentRangeStart w:id="3"/>', '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>'):
            content = content.replace(mark, "")
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    short = [name[5:-4] for name in names]
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{OFFICE}.{part.rstrip("1")}+xml"/>'
        for name, part in zip(names, short, strict=True)
    )
    relations = "".join(
        f'<Relationship Id="rId{1 + list(PARTS).index(name)}" Type="{KINDS[part]}/{part.rstrip("1")}" Target="{part}.xml"/>'
        for name, part in zip(names, short, strict=True)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}<Relationship Id="rId20" Type="{R}/hyperlink" Target="https://www.normattiva.it" TargetMode="External"/></Relationships>',
        "word/document.xml": f"<w:document {NAMES}><w:body>{content}{section}</w:body></w:document>",
        **{name: PARTS[name] for name in names},
    }  # fmt: skip


def write(path, body=None, *, comments=True, strict=False, macros=False):
    """The file; in the strict dialect, or with macros."""
    found = {name: xml.encode() for name, xml in parts(body, comments=comments).items()}
    if strict:
        for name in found:
            found[name] = found[name].replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            found[name] = found[name].replace(R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    if macros:
        main = f"{OFFICE}.document.main+xml".encode()
        found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(
            main, b"application/vnd.ms-word.document.macroEnabled.main+xml"
        )
        found["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 not run"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in found.items():
            package.writestr(
                name, data if name.endswith("bin") else b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + data
            )
    return path
