"""Every small mistake that somebody may make in a text, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"//[^\n]*|#[^\n]*|/\*.*?\*/|\"{3}.*?\"{3}|```.*?```|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|\$\{[^}\n]*\}"
    r"|\w+|->|=>|[=!<>]=|\?\?|\.\.|\S",
    re.DOTALL,
)
_COMMENTS = ("//", "#", "/*")
_ENDS = ("end", "endif")
#: What closes something, and what it is that this makes missing.
_CLOSERS = (*")]}", '"', "'", '"""', "```")
STRAYS = ("@", ";", ")", "]", "}", '"', "'''", '"""', "`")


class Mutation(NamedTuple):
    """A mistake: what is replaced by what. kind: which one it is."""

    kind: str
    start: int
    end: int
    new: str

    def apply(self, text: str) -> str:
        """Return the text with the mistake."""
        return text[: self.start] + self.new + text[self.end :]


def mutations(text: str) -> Iterator[Mutation]:
    """Yield the mistakes in a text, in the order of its words."""
    for token in _TOKEN.finditer(text):
        word, (start, end) = token[0], token.span()
        if word.startswith(_COMMENTS):
            continue
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end) if "\n" in text[end:] else len(text)
        if word in _ENDS:
            yield Mutation("delete an end", start, end, "")
            yield Mutation("add an end", end, end, f"\n{word}")
            continue
        if not text[line_start:start].strip():
            yield Mutation("add an end", line_start, line_start, "end\n")
        else:
            yield Mutation("cut", start, line_end, "")
        yield Mutation("delete a word", start, end, "")
        yield Mutation("double a word", end, end, f" {word}")
        for stray in STRAYS:
            yield Mutation(f"stray {stray}", end, end, f" {stray} ")
        closer = next((one for one in reversed(_CLOSERS) if word.endswith(one)), None)
        if closer is not None:
            yield Mutation("delete a closer", end - len(closer), end, "")
