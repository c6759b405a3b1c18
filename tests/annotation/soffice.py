"""Accept or reject all changes of Word files, into OpenDocument, through LibreOffice, several files in one start."""

import shutil
import subprocess
import zipfile

import pytest
from lxml import etree

needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) non installato: le revisioni non si possono provare"
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MACRO = """<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settle" script:language="StarBasic">
Sub Main(jobs)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  Dim nothing_()
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  filter(0).Name = "FilterName" : filter(0).Value = "writer8"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  For Each job In Split(jobs, "|")
    part = Split(job, ">")
    doc = StarDesktop.loadComponentFromURL(part(0), "_blank", 0, hidden())
    dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; part(1), "", 0, nothing_())
    doc.storeToURL(part(2), filter())
    doc.close(True)
  Next
End Sub
</script:module>"""
LIBRARY = '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Settle"/></library:library>'
LIBRARIES = (
    '<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>'
)


def _run(profile, *arguments):
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def without_comments(source, target):
    """A copy without comments: LibreOffice 7.4 without a display crashes on many files that have some. Changes stay."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                for node in list(root.iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference")):
                    node.getparent().remove(node)
                data = etree.tostring(root)
            copy.writestr(name, data)
    return target


def settled(folder, jobs):
    """Carry out jobs: (file, "accept" or "reject" or "keep", result)."""
    profile = folder / "profile"
    _run(profile, "--terminate_after_init")  # the first start makes the profile, the next finds the macro in it
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "Standard" / "Settle.xba").write_text(HEAD + MACRO)
    (basic / "Standard" / "script.xlb").write_text(HEAD + LIBRARY)
    (basic / "script.xlc").write_text(HEAD + LIBRARIES)
    commands = {"accept": "AcceptAllTrackedChanges", "reject": "RejectAllTrackedChanges", "keep": "Nothing"}
    bare = [without_comments(source, folder / f"bare-{number}.docx") for number, (source, _, _) in enumerate(jobs)]
    listed = "|".join(f"file://{path}>{commands[what]}>file://{result}" for path, (_, what, result) in zip(bare, jobs, strict=True))
    _run(profile, f'macro:///Standard.Settle.Main("{listed}")')
    assert all(result.exists() for _, _, result in jobs)
