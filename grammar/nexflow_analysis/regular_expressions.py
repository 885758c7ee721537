"""Regular expressions of the user's: what is wrong with one that cannot be one.

They run in Java. Only what both Java and Python refuse is called wrong, and what only Java knows is
translated or left alone.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

#: What only Java writes, and what says nearly the same in Python.
_TRANSLATED = (
    (re.compile(r"\\Q(.*?)(?:\\E|\Z)", re.DOTALL), lambda found: re.escape(found[1])),
    (re.compile(r"\\[pP](?:\{\w+(?:=\w+)?\}|\w)"), lambda _found: r"\w"),
    (re.compile(r"\\[hHRXGz]"), lambda _found: r"\s"),
    (re.compile(r"\(\?<(?![=!])"), lambda _found: "(?P<"),
    (re.compile(r"\\k<(\w+)>"), lambda found: f"(?P={found[1]})"),
    (re.compile(r"\(\?[a-zA-Z-]+\)"), lambda _found: ""),
)  # fmt: skip
#: What both read alike.
_PLAIN = re.compile(
    r"(?:[\w\s.,:;@/#%&=<>!~'\"\[\](){}*+|^$-]|(?<!\()\?|\\[dwsDWS.+*?()\[\]{}|^$/-])*", re.ASCII
)
#: A group that is repeated: matching may take exponential time.
_NESTED = re.compile(r"\)[*+{]")
#: What Python says of a mistake that Java does not take either, and what we say.
_MISTAKES = {
    "missing ), unterminated subpattern": "a `(` is not closed",
    "unbalanced parenthesis": "a `)` closes nothing",
    "unterminated character set": "a `[` is not closed",
    "nothing to repeat": "there is nothing to repeat before `*`, `+` or `?`",
    "multiple repeat": "a repetition is repeated; put it into parentheses",
    "min repeat greater than max repeat": "the least count of a repetition is above its greatest",
    "bad escape (end of pattern)": "it ends with a lone backslash",
}


@lru_cache(maxsize=1000)
def _compile(pattern: str) -> re.Pattern[str] | str:
    translated = pattern
    for wanted, replacement in _TRANSLATED:
        translated = wanted.sub(replacement, translated)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(translated)
    except re.error as error:
        mistake = _MISTAKES.get(error.msg)
        if mistake is None and error.msg.startswith("bad character range"):
            mistake = f"the range {error.msg.removeprefix('bad character range ')} runs backwards"
        return mistake or ""
    except (RecursionError, OverflowError):
        return ""


def regex_problem(pattern: str) -> str:
    """Say why a text is no regular expression; "" where it is one, or where nobody can tell."""
    found = _compile(pattern)
    return found if isinstance(found, str) else ""


def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return a pattern that surely means the same here as in Java, and is quick; else None."""
    if _PLAIN.fullmatch(pattern) is None or "&&" in pattern or _NESTED.search(pattern):
        return None
    found = _compile(pattern)
    return found if isinstance(found, re.Pattern) else None
