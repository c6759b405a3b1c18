"""Drawings as PNG: a page of PDF is written and drawn by PDFium, which brings its own fonts, so no server lacks them."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pypdfium2

from procurement_engine.impact.render.drawing import Drawing, Label, Path, Rect, Shape

_SCALE = 3.0


def png(drawing: Drawing) -> bytes:
    """The picture at three dots a point (216 dpi)."""
    document = pypdfium2.PdfDocument(_pdf(drawing))
    try:
        pixels = document[0].render(scale=_SCALE, grayscale=True).to_numpy()
    finally:
        document.close()
    return _encode(np.asarray(pixels)[:, :, 0] if pixels.ndim == 3 else np.asarray(pixels))


def _encode(grey: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    height, width = grey.shape
    raw = b"".join(b"\0" + grey[row].tobytes() for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    density = struct.pack(">IIB", 8504, 8504, 1)
    parts = ((b"IHDR", header), (b"pHYs", density), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pdf(drawing: Drawing) -> bytes:
    content = "\n".join(_shape(shape, drawing.height) for shape in drawing.shapes).encode("cp1252", "replace")
    fonts = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
    fonts += "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>"
    box = f"[0 0 {drawing.width:g} {drawing.height:g}]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources << {fonts} >> /Contents 4 0 R >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out + b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def _shape(shape: Shape, height: float) -> str:
    if isinstance(shape, Rect):
        paint = "B" if shape.stroke else "f"
        box = f"{shape.x:.2f} {height - shape.y - shape.height:.2f} {max(shape.width, 0):.2f} {max(shape.height, 0):.2f} re {paint}"
        return f"{_grey(shape.fill)} g {_grey(shape.stroke or shape.fill)} G 0.6 w [] 0 d {box}"
    if isinstance(shape, Label):
        return _label(shape, height)
    return _path(shape, height)


def _path(path: Path, height: float) -> str:
    points = [f"{x:.2f} {height - y:.2f}" for x, y in path.points]
    way = f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:])
    style = f"{_grey(path.stroke)} G {path.width:g} w [{f'{path.dash:g} {path.dash:g}' if path.dash else ''}] 0 d"
    return f"{style} {_grey(path.fill)} g {way} b" if path.fill else f"{style} {way} S"


def _label(label: Label, height: float) -> str:
    font = "F2" if label.bold else "F1"
    left = label.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * width(label.text, label.size)
    text = label.text.translate(_SIGNS).replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {label.size:g} Tf {_grey(label.fill)} g {left:.2f} {height - label.y:.2f} Td ({text}) Tj ET"


#: Signs the standard fonts lack.
_SIGNS = {ord("●"): "•", ord("○"): "o", ord("→"): "->", ord("≥"): ">=", ord("≤"): "<=", ord("−"): "-"}
#: Widths of Helvetica in thousandths, from its public metrics, for the letters that differ most from the mean.
_WIDTHS = dict.fromkeys("ijl'|", 222) | dict.fromkeys("ft.,:;! /I()[]r-", 290) | dict.fromkeys("ckszvxyJ", 500)
_WIDTHS |= dict.fromkeys("mM", 833) | dict.fromkeys("wCDHNRU", 722) | dict.fromkeys("ABEKPSVXY", 667) | dict.fromkeys("GOQ", 778)
_WIDTHS |= {"W": 944, "%": 889, "–": 556, "…": 1000, "F": 611, "T": 611, "Z": 611, "L": 556}


def width(text: str, size: float) -> float:
    """How wide Helvetica sets words."""
    return sum(_WIDTHS.get(letter, 556) for letter in text) * size / 1000


def _grey(colour: str) -> str:
    value = colour.lstrip("#")
    red, green, blue = (int(value[n : n + 2], 16) for n in (0, 2, 4))
    return f"{(0.299 * red + 0.587 * green + 0.114 * blue) / 255:.3f}"
