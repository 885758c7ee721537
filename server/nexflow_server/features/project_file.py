"""Hover and completion in `nexflow.toml`: its tables, keys and values.

Both read lines and not TOML: a file that is being written is none most of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from nexflow_analysis.project.keys import KEYS, Table, Value
from nexflow_analysis.workspace import Workspace
from nexflow_server.features.model import Completion, Hover, Item, ItemKind
from nexflow_server.features.project_keys import DOCUMENTATION

_PART = r"[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*'"
_HEADER = re.compile(r"\s*\[\[?(?P<path>[^\]#]*)\]?")
_PAIR = re.compile(rf"\s*(?P<path>(?:{_PART})(?:\s*\.\s*(?:{_PART}))*)\s*=\s*")
_OPEN_TEXT = re.compile(r"[\"']([^\"']*)$")
_WORD = re.compile(r"[\w-]*$")

Keys = tuple[str, ...]


def is_project_file(path: str) -> bool:
    """Tell whether a file is `nexflow.toml`, or one that is laid over it."""
    name = PurePath(path).name
    return name.startswith("nexflow.") and name.endswith(".toml")


def project_hover(lines: Sequence[str], line: int, column: int) -> Hover | None:
    """Return what the table or key at a position means."""
    text = lines[line] if line < len(lines) else ""
    header, pair = _HEADER.match(text), _PAIR.match(text)
    found, above = (header, ()) if header else (pair, _table_above(lines, line))
    if found is None:
        return None
    keys: Keys = above
    for part in re.finditer(_PART, found["path"]):
        keys = (*keys, part[0].strip("\"'"))
        start, end = found.start("path") + part.start(), found.start("path") + part.end()
        if start <= column <= end:
            said = _said(keys)
            return Hover(said, (line, start), (line, end)) if said else None
    return None


def project_completion(
    workspace: Workspace, lines: Sequence[str], line: int, column: int
) -> Completion:
    """Return the tables, keys or values that may be written at a position."""
    text = lines[line][:column] if line < len(lines) else ""
    word = _WORD.search(text)
    first = word.start() if word is not None else column
    header, pair = _HEADER.match(text), _PAIR.match(text)
    if header is not None:
        first = header.start("path")
        items = _tables()
    elif pair is not None:
        keys = (*_table_above(lines, line), *_split(pair["path"]))
        quoted = _OPEN_TEXT.search(text[pair.end() :])
        first = len(text) - len(quoted[1]) if quoted is not None else first
        items = _values(workspace, keys, quoted=quoted is not None)
    else:
        items = _keys(_table_above(lines, line), _given(lines, line))
    return Completion(tuple(items), (line, first), (line, column))


def _rule(keys: Keys) -> tuple[Table | Value | None, Keys]:
    """Return what is known of a key, and its path with `*` for names of the user's own."""
    rule: Table | Value | None = KEYS
    path: Keys = ()
    for key in keys:
        if not isinstance(rule, dict) or (key not in rule and "*" not in rule):
            return None, (*path, key)
        path = (*path, key if key in rule else "*")
        rule = rule[path[-1]]
    return rule, path


def _said(keys: Keys) -> str:
    rule, path = _rule(keys)
    text = DOCUMENTATION.get(".".join(path), "")
    what = f"{rule.what.capitalize()}." if isinstance(rule, Value) else ""
    if not text and not what:
        return ""
    return "\n\n".join(filter(None, (f"`{'.'.join(keys)}`", text, what)))


def _tables(rule: Table | None = None, above: Keys = ()) -> Iterator[Item]:
    """Yield every table of the file; of those that the user names, one to fill in."""
    for key, inner in (KEYS if rule is None else rule).items():
        if not isinstance(inner, dict):
            continue
        path = (*above, key)
        label = ".".join(path)
        plain = [name for name, one in inner.items() if name != "*" and not isinstance(one, dict)]
        if plain or (set(inner) == {"*"} and not isinstance(inner["*"], dict)):
            insert = label.replace("*", "${1:name}")
            text = DOCUMENTATION.get(label, "")
            if insert == label:
                yield Item(label, ItemKind.KEYWORD, "table", text)
            else:
                shown = label.replace("*", "NAME")
                yield Item.snippet(shown, ItemKind.KEYWORD, insert, "table", text)
        yield from _tables(inner, path)


def _keys(table: Keys, given: set[str]) -> Iterator[Item]:
    rule, path = _rule(table)
    for key, inner in rule.items() if isinstance(rule, dict) and table else ():
        if key == "*" or key in given or isinstance(inner, dict):
            continue
        what = inner.what if isinstance(inner, Value) else ""
        text = DOCUMENTATION.get(".".join((*path, key)), "")
        yield Item.snippet(key, ItemKind.KEYWORD, f"{key} = {_blank(inner)}", what, text)


def _blank(rule: Table | Value | None) -> str:
    """Return the place for a value, with the signs around it."""
    types = rule.types if isinstance(rule, Value) else ()
    signs = ('"', '"') if str in types else ("[", "]") if list in types else ("", "")
    return f"{signs[0]}${{1}}{signs[1]}"


def _values(workspace: Workspace, keys: Keys, *, quoted: bool) -> Iterator[Item]:
    rule, path = _rule(keys)
    if not isinstance(rule, Value):
        return
    words = list((rule.each or rule).words)
    if path[-1] == "schema" and path[0] in ("streams", "lookups"):
        words = sorted(workspace.index.names("schema"))
    if bool in rule.types:
        words = [] if quoted else ["true", "false"]
    for word in words:
        plain = quoted or bool in rule.types
        yield Item(word, ItemKind.KEYWORD, insert=word if plain else f'"{word}"')


def _table_above(lines: Sequence[str], line: int) -> Keys:
    """Return the table that a line's keys belong to."""
    for number in range(min(line, len(lines)) - 1, -1, -1):
        found = _HEADER.match(lines[number])
        if found is not None:
            return _split(found["path"])
    return ()


def _given(lines: Sequence[str], line: int) -> set[str]:
    """Return the keys that the table around a line has already."""
    start = line
    while start > 0 and not _HEADER.match(lines[start - 1]):
        start -= 1
    given: set[str] = set()
    for text in lines[start:]:
        if _HEADER.match(text):
            break
        pair = _PAIR.match(text)
        given.update(_split(pair["path"])[:1] if pair else ())
    return given


def _split(path: str) -> Keys:
    return tuple(part[0].strip("\"'") for part in re.finditer(_PART, path))
