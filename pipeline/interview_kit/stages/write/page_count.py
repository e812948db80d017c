"""Count the pages of a PDF that the PDF writer made."""

import re
import zlib

# WeasyPrint keeps the page tree in a compressed object stream, with its entries in this order.
_OBJECT_STREAM = re.compile(rb"/Type /ObjStm.*?stream\n(.*?)\nendstream", re.DOTALL)
_PAGE_TREE = re.compile(rb"/Type /Pages/Kids \[[^\]]*\]/Count (\d+)")


def page_count(pdf: bytes) -> int:
    """Return the number of pages. Raises ValueError for a PDF of another maker."""
    for stream in _OBJECT_STREAM.finditer(pdf):
        found = _PAGE_TREE.search(zlib.decompress(stream[1]))
        if found:
            return int(found[1])
    raise ValueError("this PDF has no page tree of the expected form")
