"""A report in which every text was written by somebody who means ill."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sample import element, report, requirement

from procurement_engine.report import Change, Changes, Citation, Document, Evidence, Fact, Lot, Message, Question, Step, Waiver

#: Markup, formulas of every kind, terminal escapes, a turn of direction, what no XML may hold.
EVIL = [
    "<script>document.title='rotto'</script>",
    '"><img src=x onerror="document.title=1">',
    "{{7*7}}{% for x in y %}",
    '=HYPERLINK("http://evil.example";"x")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=cmd|' /C calc'!A0",
    "\x1b[2J\x1b]0;titolo\x07",
    "\u202etxt.exe",
    "\x00\x0b\ud800",
    "</style></title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "à «virgolette» & 'apici' %s {x} \\",
]


def hostile_report(text):
    quote = Evidence(
        document=0, section=text, paragraph=1, start=0, end=len(text), quote=text, before=text, after=text, page=1, line=1
    )
    urls = (Citation(label=text, url=f"javascript:{text}"), Citation(label=text, url=f"https://evil.example/{text}"),
            Citation(label=text, url=f"https://www.normattiva.it/{text}"))  # fmt: skip
    values = {
        "title": text, "reason": text, "todo": (text, text), "explanation": text, "why": (Step(kind="element", text=text, evidence=(quote,)),),
        "elements": (element(title=text, message=text, near_misses=(quote,), looked_in=(text,)),), "evidence": (quote,),
        "citations": urls, "suggestion": text, "layer": text,
    }  # fmt: skip
    waiver = Waiver(justification=text, approved_by=text, act=text)
    change = Change(id="SOC-03", title=text, before="non_compliant", now="compliant", reason=text, mended=(text,))
    lot = Lot(id=text, facts={"cpv": Fact(value=[text], origin="stated", evidence=(quote,))})
    return report(
        requirement(**values),
        *(requirement(**{**values, "lot": text, "outcome": o, "waiver": waiver if o == "waived" else None, "id": i})
          for o, i in (("non_compliant", "A-01"), ("undetermined", "A-02"), ("waived", "A-03"), ("compliant", "A-04"), ("not_applicable", "A-05"))),
        requirement(id="A-04", outcome="compliant", **values), requirement(id="A-05", outcome="not_applicable", **values),
        documents=(Document(path=f"cartella/{text}.docx", sha256="0" * 64, format="docx", document_type="bando", characters=1, has_revisions=True),),
        lots=(lot,), facts={"cpv": Fact(value=text, origin="stated", evidence=(quote,))},
        questions=(Question(fact="pnrr", question=text, requirements=("SOC-03",)),),
        warnings=(Message(code="x", message=text),),
        changes=Changes(against=(text,), other_rules=True, resolved=(change,), new=(change,), still_open=(change,)),
    )  # fmt: skip
