"""What the scan of lines looks for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from nexflow_grammar.patterns import Pattern

if TYPE_CHECKING:
    from nexflow_grammar.blocks import Block

TOKEN = Pattern(
    r"""(?P<comment>//|\#)|(?P<mode>/\*|\"{3}|`{3})
      |(?P<string>"(?:[^"\\]|\\.?)*(?:"|$)|'(?:[^'\\]|\\.?)*(?:'|$))
      |(?P<placeholder>\$\{[^}]*(?:\}|$))
      |(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<arrow>->|=>)
      |(?P<word>[A-Za-z_]\w*)|(?P<number>\$?\d(?:[\w.,]*\w)?%?)|(?P<space>\s+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
#: A comment, or a text, a placeholder or SQL, in which what looks like one is none.
_COMMENT = Pattern(
    r"""(?P<comment>//[^\r\n]*|\#[^\r\n]*|/\*.*?\*/)|\"{3}.*?(?:\"{3}|\Z)|`{3}.*?(?:`{3}|\Z)
      |"(?:[^"\\\r\n]|\\.?)*"?|'(?:[^'\\\r\n]|\\.?)*'?|\$\{[^}\r\n]*\}?""",
    re.VERBOSE | re.DOTALL,
)
#: A rest of a line in which nothing ends an item: texts and brackets are closed, no comment starts.
_PLAIN = r"[^\"'`#(\[{)\]}/]++|/(?![/*])|\"\"(?!\")|\"[^\"\\]+\"|'[^'\\]*'"
PLAIN = Pattern(rf"(?:{_PLAIN}|\((?:{_PLAIN})*+\)|\[(?:{_PLAIN})*+\])*+\Z")
#: The blanks in front of what may be a plain line.
PLAIN_START = Pattern(r"\s*(?=[A-Za-z_|])")
END = Pattern(r"(?:endif|end)\b(?!\s*[=:.(])")
END_ALONE = Pattern(r"(?:endif|end)\s*(?:(?://|\#).*)?$")
INLINE_END = Pattern(r"\s(end|endif)\s*(?:(?://|\#).*)?$")
TAIL = Pattern(
    r"(?:[-+*/=<>&|!?,(\[{]|(?<!\d)%"
    r"|(?:^|[^\w.])(?:and|or|not|in|between|mod|default|by|to|using|from|with|on|when|then|else|otherwise|is|if|elseif|yield|last"
    r"|matches|contains|starts_with|ends_with))$"
)
#: No more of an item's end is looked at for its tail.
LONGEST_TAIL = 12
BLANK = Pattern(r"\s*")
ASSIGNMENT = Pattern(r"[A-Za-z_][\w.]*\s*=(?!=)")
TWO_WORDS = Pattern(r"\w+\s+(?!and\b|or\b|not\b|in\b|is\b)[A-Za-z\"'$]")
INSIDE_EXPRESSIONS = Pattern(r"(?:when|otherwise|else|default|if)\b")
#: A name and a colon, as nothing in brackets is written but the constraints of a field.
NAMED = Pattern(
    r"(?!(?:range|length|pattern|values|precision|scale|count|min_\w+|max_\w+)\b)[A-Za-z_]\w*\s*:"
)
#: The arm of an `if` that may follow the `}` of another, and one that has braces of its own (a sign
#: in front of them is a mistake that hurts only itself).
IF_ARM = Pattern(r"(?:else|elseif)\b(?!\s*[=.:])")
BRACED_IF_ARM = Pattern(r"(?:else|elseif\b.*\bthen)\b[^\w{]{0,4}\{")
#: Signs by mistake in front of an arm.
SIGN_BEFORE_ARM = Pattern(r"[^\w\s\"'`]{1,3}\s*(?:else|elseif)\b")
CHOICES = frozenset({"when", "otherwise", "else"})
ANY_CHOICE = Pattern(r"\b(?:when|otherwise|else)\b")
WORD = Pattern(r"[A-Za-z_]\w*")
TARGET = Pattern(r"(?:emit|send)\s+to\b")
AFTER_INTRODUCER = Pattern(r"\s*(?:->|:|then\b)")
OPENER_OF = {")": "(", "]": "[", "}": "{"}
OPERATOR_ENDS = frozenset("=(,[+-*/<?!&|")


@cache
def words(until: str) -> frozenset[str]:
    """Return the words of what an item waits for."""
    return frozenset(until.split())


def without_comments(text: str, start: int = 0) -> str:
    """Return a text with blanks for the comments behind a column, as long as before."""

    def blank(found: re.Match[str]) -> str:
        return " " * len(found[0]) if found["comment"] else found[0]

    return text[:start] + _COMMENT.sub(blank, text[start:])


def after_blanks(line: str, column: int) -> int:
    """Return the column behind the white space at a column."""
    found = BLANK.match(line, column)
    return found.end() if found else column


def goes_on(line: str, start: int, end: int, block: Block | None) -> bool:
    """Tell whether what ends at a column in a block goes on below it: it ends in the middle."""
    in_expression = TAIL.search(line[max(start, end - LONGEST_TAIL) : end]) is not None
    return in_expression or (block is not None and block.has_tail(line, start, end))


def is_awaited(line: str, column: int, until: str, choice: int) -> bool:
    """Tell whether a line goes on with an item above that is not whole without its word.

    choice: whether that waits for an `otherwise`.
    """
    found = WORD.match(line, column)
    word = found[0] if found is not None else ""
    if choice and (word in CHOICES or word == "then"):
        return True
    awaited = words(until)
    return word in awaited or f"+{word}" in awaited or (word == "when" and "+signal" in awaited)


def awaited_behind(word: str, previous: str) -> str:
    """Return what an item waits for behind the word that it waited for. previous: what is in front of that.

    `complete` may be the name of a stream or a field.
    """
    if word != "complete":
        return ""
    return "+complete" if previous in ("hold", "in", "by", ",", ".") else "+when"


def choice_after(word: str, choice: int, depth: int) -> int:
    """Return at which depth of brackets a `when` waits for its `otherwise`, behind one of these words."""
    if word == "when":
        return choice or depth
    return 0 if choice == depth else choice


def wants_value(previous: str) -> bool:
    """Tell whether a brace after this token opens a record rather than a block."""
    return previous in ("->", "=>") or previous[-1:] in OPERATOR_ENDS


def continues_if(line: str, column: int, *, inside: bool) -> bool:
    """Tell whether an arm here belongs to the `if` whose `}` has just come.

    inside: whether that stands in the arm of another, which goes on with what has no braces.
    """
    return (BRACED_IF_ARM if inside else IF_ARM).match(line, column) is not None


def is_plain(line: str, start: int) -> bool:
    """Tell whether nothing can end an item in the rest of a line."""
    return PLAIN.match(line, start) is not None and ANY_CHOICE.search(line, start) is None


def breaks_out(line: str, column: int, *, entry: bool, brackets: str, tail: bool) -> bool:
    """Tell whether what may start here does start although brackets are open.

    entry: whether it is one. tail: whether the line above ends in the middle of an expression.
    """
    if ASSIGNMENT.match(line, column):
        return entry
    in_record = brackets[-1] == "{"
    if entry and brackets[-1] == "[" and NAMED.match(line, column):
        return True
    if entry:
        return not (in_record or tail)
    if INSIDE_EXPRESSIONS.match(line, column):
        return False
    return bool(TWO_WORDS.match(line, column)) or not (in_record or tail)
