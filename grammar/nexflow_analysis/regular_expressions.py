"""Regular expressions of the user's: what is wrong with one that cannot be one.

They run in Java. Only what both Java and Python refuse is called wrong, and what only Java knows is
translated or left alone.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from nexflow_grammar.patterns import Pattern

#: What only Java writes, and what says nearly the same in Python.
_TRANSLATED = (
    (Pattern(r"\\Q(.*?)(?:\\E|\Z)", re.DOTALL), lambda found: re.escape(found[1])),
    (Pattern(r"\\[pP](?:\{\w+(?:=\w+)?\}|\w)"), lambda _found: r"\w"),
    (Pattern(r"\\[hHRXGz]"), lambda _found: r"\s"),
    (Pattern(r"\(\?<(?![=!])"), lambda _found: "(?P<"),
    (Pattern(r"\\k<(\w+)>"), lambda found: f"(?P={found[1]})"),
    (Pattern(r"(?<!\\)\(\?[a-zA-Z-]+\)"), lambda _found: ""),
)  # fmt: skip
#: What both read alike.
_PLAIN = Pattern(
    r"(?:[\w\s.,:;@/#%&=<>!~'\"\[\](){}*+|^$-]|(?<!\()\?|\\[dwsDWS.+*?()\[\]{}|^$/-])*", re.ASCII
)
#: A group that is repeated: matching may take exponential time.
_NESTED = Pattern(r"\)[*+{]")
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


#: Letters that mean something to Java after a backslash; any other letter is a mistake.
_ESCAPES = frozenset("aAbBcdDefEFgGhHkKnNpPQrRsStuvVwWxXzZ")
#: What is passed over in search of a `{` that Java takes for a repetition, and Python for itself.
_ESCAPED = Pattern(r"\\Q.*?(?:\\E|\Z)|\\.(?:\{[^}]*\})?|\[.*\]", re.DOTALL)
_LONE_BRACE = Pattern(r"\{(?!\d+(?:,\d*)?\})")
#: What makes the rest of a pattern mean something else: comments, quotes, escaped backslashes.
_OTHER_TEXT = Pattern(r"\\\\|\\[cQE]|\(\?[a-z]*x")
_BAD_ESCAPE = "bad escape \\"


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
        if _lets_pass(error.msg, translated, error.pos):
            return ""
        if mistake is None and error.msg.startswith("bad character range"):
            mistake = f"the range {error.msg.removeprefix('bad character range ')} runs backwards"
        letter = error.msg.removeprefix(_BAD_ESCAPE)
        if len(letter) == 1 and letter.isalpha() and letter not in _ESCAPES:
            mistake = f"`\\{letter}` means nothing"
        return mistake or ""
    except (RecursionError, OverflowError):
        return ""


def _lets_pass(message: str, pattern: str, at: int | None) -> bool:
    """Tell whether Java takes a repetition that Python refuses: of `^`, or `{2}` of a repetition."""
    if at is None or message not in ("nothing to repeat", "multiple repeat"):
        return False
    if pattern[at] == "{" or message == "multiple repeat":
        return pattern[at] == "{"
    return bool(pattern[:at].strip("(|")) and pattern[at - 1] not in "(|"


def regex_problem(pattern: str) -> str:
    """Say why a text is no regular expression; "" where it is one, or where nobody can tell."""
    if _OTHER_TEXT.search(pattern):
        return ""
    found = _compile(pattern)
    if isinstance(found, re.Pattern) and _LONE_BRACE.search(_ESCAPED.sub("", pattern)):
        return "a `{` begins no number of repetitions; write `\\{` for the sign itself"
    return found if isinstance(found, str) else ""


def compiled(pattern: str) -> re.Pattern[str] | None:
    """Return a pattern that surely means the same here as in Java, and is quick; else None."""
    if _PLAIN.fullmatch(pattern) is None or "&&" in pattern or _NESTED.search(pattern):
        return None
    found = _compile(pattern)
    return found if isinstance(found, re.Pattern) else None
