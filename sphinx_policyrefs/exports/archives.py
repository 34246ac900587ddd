"""Files of Office are archives: the same content gives the same bytes, whenever it is written."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

#: When files within an archive were made, which is not said.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_STAMPS: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def stamped(content: bytes) -> bytes:
    """Return a file of Office that does not say when it was made."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _STAMPS.sub(b"", data)
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return out.getvalue()
