"""What the segmenter knows of a language: where items start, and which blocks they open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

NAME = r"[A-Za-z_]\w*"
PATH = rf"{NAME}(?:\??\.{NAME})*"
#: Nothing but a brace, an introducing colon or a comment may follow on the line.
OPEN_END = r"\s*:?\s*(?:\{|//|#|/\*|$)"

# A line that starts so goes on with the item above it. `(`, `[`, `?`, `-` and time units are
# missing on purpose: the language says that they do not continue an expression.
CONTINUATION = re.compile(
    r"""(?:and|or|in|between|is|is_null|is_not_null|matches|contains|starts_with|ends_with|mod
        |not\s+(?:in|between)|otherwise|else|when|then|default|as|using|from|with|on|by|to|of)\b
        (?!\s*(?:=(?![=?])|:))
        |\?\?|\?\.|==|!=|<=|>=|[+*/%<>=.,:&)\]]""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Starter:
    """A way for an item to start.

    rule: the grammar rule that parses the item.
    pattern: a regular expression that the item's first line matches at its first word.
    opens: the block whose items follow, "" where none does.
    until: the word or arrow that ends the item and introduces the next one on the same line.
    entry: whether the item starts with a name of the user's own rather than with a keyword.
    """

    rule: str
    pattern: str
    opens: str = ""
    until: str = ""
    entry: bool = False


@dataclass(frozen=True)
class Block:
    """A kind of block: which items it holds and how it ends.

    optional_end: whether the block may end without an `end` of its own.
    other: the grammar rule of a line that nothing else claims.
    """

    name: str
    starters: tuple[Starter, ...]
    optional_end: bool = False
    other: str = "unknown"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All starters as one expression; the group that matched names the starter."""
        return re.compile("|".join(f"(?P<s{i}>{s.pattern})" for i, s in enumerate(self.starters)))

    def match(self, line: str, column: int) -> Starter | None:
        """Return the starter of the item that starts at the column, if one does."""
        found = self.pattern.match(line, column)
        if found is None or found.lastgroup is None:
            return None
        return self.starters[int(found.lastgroup[1:])]


@dataclass(frozen=True)
class Outline:
    """The block structure of one language. heads: the definitions, whose blocks end with `end`."""

    heads: tuple[Starter, ...]
    blocks: dict[str, Block]

    @cached_property
    def top(self) -> Block:
        """The level of a file at which definitions start."""
        imports = Starter("import", r"import\b(?!\s*[:=(])")
        return Block("file", (*self.heads, imports), other="stray")


def keyword(rule: str, pattern: str, *, opens: str = "", until: str = "") -> Starter:
    """Make a starter for an item that begins with a keyword."""
    return Starter(rule, pattern, opens, until)


def entry(rule: str, pattern: str, *, opens: str = "") -> Starter:
    """Make a starter for an item that begins with a name of the user's own."""
    return Starter(rule, pattern, opens, entry=True)


def blocks(*all_blocks: Block) -> dict[str, Block]:
    """Index blocks by their names."""
    return {block.name: block for block in all_blocks}
