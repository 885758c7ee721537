"""White space inside a line, and where a long line may break."""

from __future__ import annotations

import re
from typing import NamedTuple

WIDTH = 100
INDENT = "    "

_TOKEN = re.compile(
    r"""(?P<comment>//.*|\#.*|/\*.*?(?:\*/|$))
      |(?P<text>\"{3}.*?(?:\"{3}|$)|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`{3}.*?(?:`{3}|$))
      |(?P<placeholder>\$\{[^}]*\})
      |(?P<number>\$?\d[\d_]*(?:,\d{3}(?!\d))*(?:\.\d[\d_.]*)?(?:%|ms\b|[smhdw]\b)?)
      |(?P<word>[A-Za-z_]\w*)
      |(?P<sign>->|=>|==|!=|<=|>=|=\?|\?\?|\?\.|\.\.|[-+*/%<>=?:,.()\[\]{}|!&])
      |(?P<other>\S)""",
    re.VERBOSE | re.MULTILINE,
)
_TIGHT_AFTER = frozenset({"(", "[", ".", "?.", ".."})
_TIGHT_BEFORE = frozenset({")", "]", ".", "?.", ",", "..", ":"})
_BEFORE_OPERAND = frozenset({
    "(", "[", "{", ",", ":", "=", "==", "!=", "<", "<=", ">", ">=", "=?", "??", "+", "-", "*", "/",
    "%", "?", "->", "=>", "..", "and", "or", "not", "in", "between", "when", "then", "otherwise",
    "else", "to", "default", "return", "if", "elseif", "filter", "where", "require", "",
})  # fmt: skip
_CONSTRAINT = re.compile(r"\[\s*(?:range|length|pattern|values|precision|scale|count)\s*:")
_GENERIC = re.compile(r"(?:list|set|map)\s*$")


def comments_in(text: str) -> list[str]:
    """Return the comments in a text."""
    if "/" not in text and "#" not in text:
        return []
    return [found.group() for found in _TOKEN.finditer(text) if found.lastgroup == "comment"]


class Token(NamedTuple):
    """A token of a line. space: whether one space stands before it. depth: open brackets there."""

    text: str
    space: bool
    depth: int


def tokens_of(line: str) -> list[Token]:
    """Cut a line into tokens, each with the white space that belongs before it."""
    result: list[Token] = []
    depth, ternaries, generics = 0, 0, 0
    previous, unary = "", False
    end = 0
    for found in _TOKEN.finditer(line):
        text = found.group()
        apart = found.start() > end
        end = found.end()
        is_type = text == "<" and _GENERIC.search(line, 0, found.start()) is not None
        is_type_end = text == ">" and generics > 0
        space = _space(previous, text, apart=apart, unary=unary, ternary=ternaries > 0)
        if is_type or is_type_end or (generics and previous == "<"):
            space = False
        elif text == "[" and _CONSTRAINT.match(line, found.start()):
            space = True
        if text in ")]}":
            depth = max(depth - 1, 0)
        result.append(Token(text, space and bool(result), depth))
        if text in ("(", "[", "{"):
            depth += 1
        generics += int(is_type) - int(is_type_end)
        ternaries += int(text == "?") - int(text == ":" and ternaries > 0)
        unary = text == "-" and previous in _BEFORE_OPERAND
        previous = text
    return result


def _space(previous: str, text: str, *, apart: bool, unary: bool, ternary: bool) -> bool:
    """Say whether a space stands between two tokens; apart: whether one stood there."""
    if previous in _TIGHT_AFTER or unary:
        return False
    if text == ":" and ternary:
        return True
    if text == "]" and previous == ",":
        return False
    if text in _TIGHT_BEFORE:
        # `0.. ` and `..5` are open ranges; a comma swallows what stood before it.
        return text == ".." and apart and previous == ":"
    if text in ("(", "["):
        is_suffix = previous[-1:].isalnum() or previous[-1:] in ("_", ")", "]", ">")
        return (apart and previous != "decimal") or not is_suffix
    if previous == "{" and text == "}":
        return False
    if previous == "!" or (text == "!" and not apart):
        return False
    if previous == "*" and text == "*":
        return apart
    return True


def space(line: str) -> str:
    """Return a line with the white space between its tokens put right."""
    return "".join((" " if token.space else "") + token.text for token in tokens_of(line))


_BREAK_BEFORE = frozenset({"and", "or", "+", "*", "/", "??"})
_BREAK_AFTER = frozenset({","})


def wrap(text: str, indent: int) -> list[str]:
    """Break a line that is too long at operators, and inside brackets after commas.

    indent: of the first line, in levels; the others stand one level further in.
    """
    if indent * len(INDENT) + len(text) <= WIDTH:
        return [INDENT * indent + text]
    lines: list[str] = []
    level, current, point = indent, "", -1
    for token in tokens_of(text):
        if current and (token.text in _BREAK_BEFORE or (token.depth and point == len(current))):
            point = len(current)
        current += (" " if token.space and current else "") + token.text
        if token.text in _BREAK_AFTER and token.depth:
            point = len(current)
        if level * len(INDENT) + len(current) > WIDTH and point > 0:
            lines.append(INDENT * level + current[:point].rstrip())
            current, point, level = current[point:].lstrip(), -1, indent + 1
    lines.append(INDENT * level + current)
    return lines
