"""Breaks long lines of Java."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

WIDTH = 110
_STEP = 8
_OPERATORS = (" && ", " || ", " ? ", " : ", " + ", " instanceof ")
_OPEN, _CLOSE = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class _Break:
    """A place where a line may break. kind: `,`, `.` or an operator. group: offset of the bracket that it is in, -1 for none."""

    at: int
    depth: int
    group: int
    kind: str


def wrap(text: str) -> str:
    """Break the lines of a file that are too long; comments stay as they are."""
    lines: list[str] = []
    for line in text.split("\n"):
        stripped = line.lstrip()
        if len(line) <= WIDTH or stripped.startswith(("//", "*", "/*", "import ", "package ")):
            lines.append(line)
        else:
            lines += _wrapped(line)
    return "\n".join(lines)


def _wrapped(line: str) -> list[str]:
    if len(line) <= WIDTH:
        return [line]
    indent = len(line) - len(line.lstrip())
    if block := _block(line, indent):
        return block
    breaks = _breaks(line)
    for depth in sorted({found.depth for found in breaks}):
        here = [found for found in breaks if found.depth == depth]
        groups = sorted({found.group for found in here}, key=lambda start: -_length(line, start))
        for group in groups:
            at = {
                kind: [found.at for found in here if (found.group, found.kind) == (group, kind)]
                for kind in (",", "operator", ".")
            }
            if at[","]:
                return _arguments(line, group, at[","], indent)
            if at["operator"]:
                return _pieces(line, at["operator"], indent)
            if len(at["."]) > 1:
                return _pieces(line, at["."], indent)
    return [line]


def _block(line: str, indent: int) -> list[str]:
    """Give each statement of a lambda a line of its own; [] where the line has no lambda with a block."""
    start = line.find("-> { ")
    if start < 0:
        return []
    ends: list[int] = []
    depth, at, in_text = 0, start + 3, False
    while at < len(line):
        character = line[at]
        if in_text:
            at += character == "\\"
            in_text = character != '"'
        elif character == '"':
            in_text = True
        elif character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth -= 1
            if depth == 0:
                break
        elif character == ";" and depth == 1:
            ends.append(at + 1)
        at += 1
    bounds = [start + 4, *ends]
    inside = [line[one:other].strip() for one, other in pairwise(bounds)]
    pieces = [
        line[: start + 4],
        *(" " * (indent + 4) + one for one in inside),
        " " * indent + line[at:],
    ]
    return [found for piece in pieces for found in _wrapped(piece)]


def _pieces(line: str, at: list[int], indent: int) -> list[str]:
    """Break a line before operators."""
    bounds = [0, *at, len(line)]
    parts = [line[start:end] for start, end in pairwise(bounds)]
    lines = (
        _wrapped(parts[0].rstrip()) if len(parts[0].rstrip()) < len(line) else [parts[0].rstrip()]
    )
    for part in parts[1:]:
        lines += _wrapped(" " * (indent + _STEP) + part.strip())
    return lines


def _arguments(line: str, group: int, commas: list[int], indent: int) -> list[str]:
    """Break a line after a bracket, and after each comma in it if it must be."""
    space = " " * (indent + _STEP)
    head, rest = line[: group + 1].rstrip(), line[group + 1 :].strip()
    if len(space + rest) <= WIDTH:
        return [head, space + rest]
    bounds = [group + 1, *(at + 1 for at in commas), len(line)]
    parts = [line[start:end].strip() for start, end in pairwise(bounds)]
    return [head, *(made for part in parts for made in _wrapped(space + part))]


def _length(line: str, group: int) -> int:
    """Return how long a bracket's inside is."""
    depth = 0
    for at in range(group, len(line)):
        if line[at] in _OPEN:
            depth += 1
        elif line[at] in _CLOSE:
            depth -= 1
            if depth == 0:
                return at - group
    return len(line) - group


def _breaks(line: str) -> list[_Break]:
    """Return where a line may break: outside literals, at operators and commas."""
    found: list[_Break] = []
    stack: list[int] = []
    at = len(line) - len(line.lstrip())
    while at < len(line):
        character = line[at]
        if character in "\"'":
            at = _after_literal(line, at)
            continue
        if character in _OPEN or (character == "<" and line[at - 1].isalpha()):
            stack.append(at)
        elif stack and (character in _CLOSE or (character == ">" and line[stack[-1]] == "<")):
            stack.pop()
        elif character == "," and stack and line[stack[-1]] == "(":
            found.append(_Break(at, len(stack), stack[-1], kind=","))
        elif character == "." and line[at - 1] == ")":
            found.append(_Break(at, len(stack), stack[-1] if stack else -1, kind="."))
        elif character == " " and line.startswith(_OPERATORS, at):
            group = stack[-1] if stack else -1
            if group < 0 or line[group] == "(":
                found.append(_Break(at, len(stack), group, kind="operator"))
        at += 1
    return found


def _after_literal(line: str, start: int) -> int:
    """Return where a string or character literal ends."""
    at = start + 1
    while at < len(line) and line[at] != line[start]:
        at += 2 if line[at] == "\\" else 1
    return at + 1
