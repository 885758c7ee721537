"""Patterns of dates, as Java's `DateTimeFormatter` reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from nexflow_grammar.patterns import Pattern

_RUN = Pattern(r"([A-Za-z])\1*")
#: How often a letter may stand, besides those that write any number of digits.
_COUNTS = {
    "G": range(1, 6), "D": range(1, 4), "M": range(1, 6), "L": range(1, 6), "d": range(1, 3),
    "Q": range(1, 6), "q": range(1, 6), "w": range(1, 3), "W": range(1, 2), "E": range(1, 6),
    "e": range(1, 6), "c": (1, 3, 4, 5), "F": range(1, 2), "a": range(1, 2), "B": (1, 4, 5),
    "h": range(1, 3), "K": range(1, 3), "k": range(1, 3), "H": range(1, 3), "m": range(1, 3),
    "s": range(1, 3), "S": range(1, 10), "V": (2,), "v": (1, 4), "z": range(1, 5), "O": (1, 4),
    "X": range(1, 6), "x": range(1, 6), "Z": range(1, 6),
}  # fmt: skip
_NUMBERS = frozenset("uygAnN")
_MOST_DIGITS = 19
_RESERVED = "{}#"


class Mistake(Struct, frozen=True):
    """What is wrong in a pattern, and where: offsets in it."""

    start: int
    end: int
    why: str


class _Run(Struct, frozen=True):
    """A letter that stands once or more in a row."""

    start: int
    end: int
    letter: str


def pattern_mistake(pattern: str) -> Mistake | None:
    """Return the first thing in a pattern that Java refuses, or None."""
    previous: _Run | None = None
    open_options = 0
    for run in _runs(pattern):
        if isinstance(run, Mistake):
            return run
        if run.letter == "[":
            open_options += 1
        elif run.letter == "]":
            open_options -= 1
            if open_options < 0:
                return Mistake(run.start, run.end, "this `]` closes nothing")
        elif run.letter in _RESERVED:
            why = f"`{run.letter}` is reserved; write `'{run.letter}'` for the sign itself"
            return Mistake(run.start, run.end, why)
        elif (why := _run_problem(run)) != "":
            return Mistake(run.start, run.end, why)
        if previous is not None and previous.letter == "p" and not _padded(previous, run):
            return _pads_nothing(previous)
        previous = run
    return _pads_nothing(previous) if previous is not None and previous.letter == "p" else None


def unreadable_date(pattern: str) -> str:
    """Say which part of a date a pattern does not read, so that no text gives one; "" where one may."""
    letters = letters_of(pattern)
    if "g" in letters:
        return ""
    in_week = letters & set("Eec")
    if not letters & set("uyY"):
        return "year"
    if "Y" in letters and not letters & set("uy"):
        return "week" if "w" not in letters else "" if in_week else "day"
    if "D" in letters:
        return ""
    if not letters & set("ML"):
        return "month"
    return "" if "d" in letters or (letters & set("WF") and in_week) else "day"


def letters_of(pattern: str) -> set[str]:
    """Return the letters of a pattern that stand for something."""
    return {run.letter for run in _runs(pattern) if isinstance(run, _Run)}


def _runs(pattern: str) -> Iterator[_Run | Mistake]:
    """Yield the letters and brackets of a pattern that stand for something; texts in it do not."""
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "'":
            end = pattern.find("'", at + 1)
            if end < 0:
                yield Mistake(
                    at, len(pattern), "a `'` is not closed; write `''` for the sign itself"
                )
                return
            at = end + 1
            continue
        found = _RUN.match(pattern, at)
        end = found.end() if found else at + 1
        if found or sign in f"[]{_RESERVED}":
            yield _Run(at, end, sign)
        at = end


def _run_problem(run: _Run) -> str:
    letter, count = run.letter, run.end - run.start
    if letter in "[]pY":
        return ""
    if letter in _NUMBERS:
        return "" if count <= _MOST_DIGITS else f"`{letter}` stands more than {_MOST_DIGITS} times"
    counts = _COUNTS.get(letter)
    if counts is None:
        return f"`{letter}` means nothing; write `'{letter * count}'` for the text itself"
    if count in counts:
        return ""
    return f"`{letter}` stands {count} times, and may stand {_times(counts)}"


def _times(counts: Sequence[int]) -> str:
    first, last = counts[0], counts[-1]
    if first == last:
        return "once" if first == 1 else f"{first} times"
    if isinstance(counts, range) and len(counts) > 2:  # noqa: PLR2004
        return f"{first} to {last} times"
    return f"{', '.join(str(one) for one in counts[:-1])} or {last} times"


def _padded(pad: _Run, run: _Run) -> bool:
    return run.start == pad.end and run.letter not in "[]p"


def _pads_nothing(pad: _Run) -> Mistake:
    return Mistake(pad.start, pad.end, "`p` pads the letters behind it, and there are none")
