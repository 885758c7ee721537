"""The pages of diagnostics, as they are installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nexflow_analysis.codes import CODES

#: Where docs/checks is published on the web. While it is nowhere, links lead to the installed pages,
#: and reports that are read on other machines have none.
PUBLISHED = ""
_PACKAGE = Path(__file__).parent
#: A wheel holds the pages beside the code, the repository in its documentation.
_FOLDERS = (_PACKAGE / "checks", _PACKAGE.parents[1] / "docs" / "checks")


def page_text(code: str) -> str | None:
    """Return the page of a code, in Markdown."""
    path = _page(code)
    return path.read_text("utf-8") if path is not None else None


def published_url(code: str) -> str | None:
    """Return the link to the page of a code on the web, which holds on every machine."""
    return f"{PUBLISHED}/{CODES[code].page}" if PUBLISHED and code in CODES else None


@cache
def page_url(code: str) -> str | None:
    """Return the link to the page of a code; to the installed page where none is on the web."""
    published = published_url(code)
    if published is not None:
        return published
    path = _page(code)
    return path.as_uri() if path is not None else None


def _page(code: str) -> Path | None:
    if code not in CODES:
        return None
    paths = (folder / CODES[code].page for folder in _FOLDERS)
    return next((path for path in paths if path.is_file()), None)
