"""The functions on texts, which are made of Unicode characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from nexflow_analysis.evaluation.operators import text_test
from nexflow_analysis.evaluation.values import (
    NotEvaluableError,
    RecordError,
    Truth,
    UndecidedError,
    Value,
    identifier,
    text_of,
)
from nexflow_grammar.patterns import Pattern

_SLOT = Pattern(r"\{(\d+)\}", re.ASCII)
_LONGEST_PADDING = 100_000


def concat(*values: Value) -> str:
    """Join the texts of values."""
    return "".join(text_of(value) for value in values)


def format_(template: str | None, *values: Value) -> str | None:
    """Put values in for `{0}`, `{1}`, …"""
    if template is None:
        return None

    def value(slot: re.Match[str]) -> str:
        if int(slot[1]) >= len(values):
            raise UndecidedError(slot[0])
        return text_of(values[int(slot[1])])

    return _SLOT.sub(value, template)


def substring(text: str, start: int, length: int | None = None) -> str:
    """Return a part of a text: as much of it as there is."""
    if start < 0:
        raise UndecidedError("a text begins at 0")
    return text[start:] if length is None else text[start : start + max(length, 0)]


def split(text: str, separator: str) -> list[str]:
    """Return the parts between separators."""
    if not separator:
        raise UndecidedError("a separator without characters")
    return text.split(separator)


def join(parts: list[str | None], separator: str) -> str:
    """Join texts; none of them may be null."""
    if any(part is None for part in parts):
        raise RecordError("no value for an element")
    return separator.join(part for part in parts if part is not None)


def pad_left(text: str, length: int, fill: str) -> str:
    """Fill up a text at its left."""
    return _padding(text, length, fill) + text


def pad_right(text: str, length: int, fill: str) -> str:
    """Fill up a text at its right."""
    return text + _padding(text, length, fill)


def _padding(text: str, length: int, fill: str) -> str:
    missing = length - len(text)
    if missing <= 0 or not fill:
        return ""
    if missing > _LONGEST_PADDING:
        raise NotEvaluableError("a text of too many characters")
    return (fill * (missing // len(fill) + 1))[:missing]


def mask(text: str, first: int | None = None, last: int | None = None) -> str:
    """Replace the characters of a text but some at its ends."""
    left, right = first or 0, len(text) - (last or 0)
    return "".join(one if i < left or i >= right else "*" for i, one in enumerate(text))


def hash_(text: str) -> str:
    """Return the SHA-256 of a text."""
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL

    return sha256(text.encode()).hexdigest()


def uuid(value: str | UUID) -> UUID:
    """Return the UUID that a text spells."""
    if isinstance(value, UUID):
        return value
    try:
        return identifier(value)
    except ValueError:
        raise RecordError("a text that is no uuid") from None


def contains(whole: Value, part: Value) -> Truth:
    """Tell whether a text holds another, or a collection a value."""
    return text_test("contains", whole, part)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "concat": concat,
    "format": format_,
    "upper": str.upper,
    "lower": str.lower,
    "trim": str.strip,
    "substring": substring,
    "length": len,
    "replace": str.replace,
    "split": split,
    "join": join,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
    "matches": lambda text, regex: text_test("matches", text, regex),
    "contains": contains,
    "index_of": str.find,
    "pad_left": pad_left,
    "pad_right": pad_right,
    "mask": mask,
    "hash": hash_,
    "uuid": uuid,
}
