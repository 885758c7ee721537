"""Names across spelling styles, and the nearest name to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from nexflow_grammar.patterns import Pattern

_WORD = Pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]|\d+|[^\W\d_A-Za-z]+")


@lru_cache(maxsize=100_000)
def normal(name: str) -> str:
    """Return what all spellings of a name share: lower-case words joined by `_`.

    `EnrichedOrder`, `enriched_order`, `enrichedOrder` and (a topic's) `enriched-order` are one name.
    """
    return "_".join(word.lower() for word in _WORD.findall(name)) or name


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name that is most likely meant, or None if none is near."""
    return _nearest(normal(name), frozenset(names))


@lru_cache(maxsize=1000)
def _nearest(wanted: str, names: frozenset[str]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 - only mistakes need it

    spelled = {normal(other): other for other in sorted(names, reverse=True)}
    found = get_close_matches(wanted, list(spelled), n=1, cutoff=0.66)
    return spelled[found[0]] if found else None


def spelling_message(written: str, declared: str) -> str:
    """Say that a name is written in another spelling than its definition's."""
    return f"`{written}` is declared as `{declared}`; write it the same way"


def suggestion(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """Return the end of a message about an unknown name: what is meant, or what there is."""
    known = sorted(set(names))
    near = nearest(name, known)
    if near is not None:
        return f"; did you mean `{near}`?"
    if not known:
        return otherwise
    shown = ", ".join(f"`{other}`" for other in known[:8])
    more = f" and {len(known) - 8} more" if len(known) > 8 else ""  # noqa: PLR2004
    return f"; there is {shown}{more}"
