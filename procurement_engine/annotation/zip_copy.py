"""A zip written again with some entries changed or added; all the others keep their content, order and dates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_KEPT = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def zip_copy(original: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """The bytes of the copy. New entries come last."""
    out = io.BytesIO()
    names = original.namelist()
    with zipfile.ZipFile(out, "w") as copy:
        for entry in original.infolist():
            kept = zipfile.ZipInfo(entry.filename, entry.date_time)
            kept.compress_type = entry.compress_type if entry.compress_type in _KEPT else zipfile.ZIP_DEFLATED
            kept.external_attr = entry.external_attr
            data = changed.get(entry.filename)
            copy.writestr(kept, original.read(entry) if data is None else data)
        for name, data in changed.items():
            if name not in names:
                copy.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
