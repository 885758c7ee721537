"""Where the keys and values of a TOML text stand; the text is known to be valid TOML."""

from __future__ import annotations

import re

from msgspec import Struct

from nexflow_analysis.diagnostics import Position
from nexflow_grammar.patterns import Pattern

_STRING = r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_TOKEN = Pattern(rf"(?P<string>{_STRING})|(?P<comment>#[^\n]*)|(?P<sign>[\[\]{{}}\n])", re.DOTALL)
_PART = r"(?:[A-Za-z0-9_-]+|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*')"
_KEYS = rf"({_PART}(?:[ \t]*\.[ \t]*{_PART})*)"
_HEADER = Pattern(rf"[ \t]*\[\[?[ \t]*{_KEYS}[ \t]*\]\]?")
_PAIR = Pattern(rf"[ \t]*{_KEYS}[ \t]*=[ \t]*")

Keys = tuple[str, ...]


class Span(Struct, frozen=True):
    """A range of the text."""

    start: Position
    end: Position


class Places(Struct, frozen=True):
    """Where each key, and each value that follows a `key =`, stands; by the keys from the root."""

    keys: dict[Keys, Span]
    values: dict[Keys, Span]
    lines: tuple[str, ...] = ()

    def key(self, keys: Keys) -> Span:
        """Return where a key stands, or the nearest table around it."""
        while keys and keys not in self.keys:
            keys = keys[:-1]
        return self.keys.get(keys, Span((0, 0), (0, 1)))

    def value(self, keys: Keys) -> Span:
        """Return where a key's value stands; one inside an inline table has its key's place."""
        return self.values.get(keys) or self.key(keys)

    def part(self, keys: Keys, value: object) -> Span:
        """Return where a part of a list stands as it is written, or the list."""
        whole = self.value(keys)
        written = re.compile(
            rf"""(["']){re.escape(value)}\1""" if isinstance(value, str) else re.escape(str(value))
        )
        for number in range(whole.start[0], min(whole.end[0] + 1, len(self.lines))):
            start = whole.start[1] if number == whole.start[0] else 0
            found = written.search(self.lines[number], start)
            if found:
                return Span((number, found.start()), (number, found.end()))
        return whole


def places_of(text: str) -> Places:
    """Find the keys and values of a text."""
    places = Places({}, {}, tuple(text.split("\n")))
    table: Keys = ()
    offset = 0
    while offset < len(text):
        header, pair = _HEADER.match(text, offset), _PAIR.match(text, offset)
        end = _statement_end(text, offset if header or not pair else pair.end())
        if header:
            table = _split(header[1])
            _add_keys(places, text, (), header)
        elif pair:
            keys = _add_keys(places, text, table, pair)
            stop = _value_end(text, pair.end(), end)
            places.values[keys] = Span(_position(text, pair.end()), _position(text, stop))
        offset = end + 1
    return places


def _statement_end(text: str, offset: int) -> int:
    """Return where the line ends that a statement ends on: brackets and long strings run on."""
    depth = 0
    for token in _TOKEN.finditer(text, offset):
        sign = token["sign"]
        if sign == "\n" and depth <= 0:
            return token.start()
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign or "", 0)
    return len(text)


def _value_end(text: str, start: int, end: int) -> int:
    """Return where a value ends without the comment after it."""
    comments = (token for token in _TOKEN.finditer(text, start, end) if token["comment"])
    stop = next((token.start() for token in comments if "\n" not in text[token.start() : end]), end)
    return start + len(text[start:stop].rstrip())


def _add_keys(places: Places, text: str, table: Keys, found: re.Match[str]) -> Keys:
    keys = table
    for part in re.finditer(_PART, found[1]):
        keys = (*keys, *_split(part[0]))
        start = found.start(1) + part.start()
        span = Span(_position(text, start), _position(text, start + len(part[0])))
        places.keys.setdefault(keys, span)
    return keys


def _split(dotted: str) -> Keys:
    return tuple(part[0].strip("\"'") for part in re.finditer(_PART, dotted))


def _position(text: str, offset: int) -> Position:
    line = text.count("\n", 0, offset)
    return line, offset - (text.rfind("\n", 0, offset) + 1)
