"""What the segmenter knows of a language: where items start, and which blocks they open."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from nexflow_grammar.compiled_patterns import compiled
from nexflow_grammar.patterns import Pattern
from nexflow_grammar.scan_patterns import TAIL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nexflow_grammar.scan_state import Blocks

NAME = r"[A-Za-z_]\w*"
PATH = rf"{NAME}(?:\??\.{NAME})*"
#: Nothing but a brace, an introducing colon or a comment may follow on the line.
OPEN_END = r"\s*:?\s*(?:\{|//|#|/\*|$)"
#: Nothing but a comment may follow on the line.
LINE_END = r"\s*(?://|#|/\*|$)"

# A line that starts so goes on with the item above it. `(`, `[`, `?`, `-` and time units are
# missing on purpose: the language says that they do not continue an expression; nor does a call.
_CONTINUATION = (
    r"(?:and|or|in|between|is|is_null|is_not_null|(?:matches|contains|starts_with|ends_with)(?!\()|mod"
    r"|not\s+(?:in|between)|otherwise|else|when|then|default|as|using|from|with|on|by|to|of|yield)\b"
    r"(?!\s*(?:=(?![=?])|:))"
    r"|\?\?|\?\.|==|=\?|!=|<=|>=|[+*/%<>.,&)\]]"
)

#: What goes on with a field above when it starts a line: no part of a definition begins so.
QUALIFIERS = (
    r"(?:required|optional|nullable|unique|cannot_change|encrypted|pii|default|range|length|values"
    r"|precision|scale|after|before|removal|(?:min|max)_(?:length|count))\b(?!\s*[:=.(])"
    r"|pii\.[A-Za-z_]|\[\s*(?:range|length|pattern|values|precision|scale|count)\s*:|pattern\s+[\"']"
)

#: What names an entry, above the sign that goes on with it; or a field's name, above its type.
_NAME_ALONE = Pattern(rf"(?:(?:set|let) )?{PATH}\Z|{NAME} ?:\Z")
_SIGN = Pattern(r"=(?![=?])|->|:")
#: A type on a line of its own below a `name:`, rather than the first name of a block that this opens:
#: what nobody calls a field before its colon is there.
_TYPE = Pattern(
    r"(?:(?:string|text|integer|int|long|decimal|number|money|percentage|percent|double|float|boolean|bool"
    r"|date|bizdate|timestamp|uuid|bytes|list|set|map|object)\b|[A-Z]\w*)(?!\s*[:=.(])"
)
_NAME_LINE = Pattern(rf"{NAME}{LINE_END}")

#: What ends in `to` or in `then`, which only a line below may tell.
ROUTE_WHEN = "route when"
#: What stands for a name that nobody can read.
LOST = "?"
#: What may as well be the end of a keyword that begins above.
_CLAUSES = frozenset({"clause", "arm_target", "time_clause"})
#: What goes on with a lookup of a transform or a rule, and what it goes on behind.
LOOKUP_OPTIONS = r"(?:on_miss|cached|cache|timeout)\b(?!\s*[:=.(])"
LOOKUP_TAILS = rf"{NAME}\s*:|lookup|cached|cache|ttl|timeout|on_miss|use|fail"
_WORD = Pattern(r"[A-Za-z_]+\b(?!\s*[=.(])")
#: A line that may be a head whose keyword is gone or half-typed: few words, no sign of an entry.
_LOST_HEAD = Pattern(r"(?!\|)(?:[^\s=:({]+\s+){0,2}[A-Za-z_]\w*\s*\{?\s*$")
_WORDS = Pattern(r"[a-z_]{2,}")
_NEAR = 0.75
_SHORT = 2
#: What misspells no keyword: `true` is near to `rule`.
_VALUES = frozenset({"true", "false", "null"})


#: The words that keywords of several begin with, each before white space.
_LEAD_WORDS = re.compile(r"([a-z_]+|\(\?:[a-z_|]+\))(?:\\s\+|\(\?:\\s\+\|_\)|\\s\*(:))")


def _leads(pattern: str) -> Iterator[str]:
    """Yield what a keyword's pattern begins with that ends before one of its words."""
    found, leads = _LEAD_WORDS.match(pattern), [""]
    while found is not None:
        words = found[1].removeprefix("(?:").removesuffix(")").split("|")
        sign = found[2] or ""
        leads = [f"{lead} {word}{sign}".strip() for lead in leads for word in words]
        yield from leads
        found = _LEAD_WORDS.match(pattern, found.end())


def _first_words(pattern: str) -> list[str]:
    """Return the words that a keyword's pattern may begin with."""
    pattern = pattern.replace(r"(?:\s+|_)", " ")
    return re.findall(r"[a-z_]{2,}", re.split(r"\\[sb]", pattern, maxsplit=1)[0])


class Starter(Struct, frozen=True):
    """A way for an item to start.

    rule: the grammar rule that parses the item.
    pattern: a regular expression that the item's first line matches at its first word.
    opens: the block whose items follow, "" where none does.
    until: the words that end the item and introduce the next one, which may follow on the same
    line; `<when` ends it before the word, `<target` before `emit to` or `send to`. `+signal`: a word
    without which the item is not whole, so that it goes on with a line that starts with it (or, before a `signal`, with `when`).
    entry: whether the item starts with a name of the user's own rather than with a keyword.
    weak: whether the item starts only where none above could go on.
    """

    rule: str
    pattern: str
    opens: str = ""
    until: str = ""
    entry: bool = False
    weak: bool = False

    def is_weak(self, *, tail: bool) -> bool:
        """Tell whether an item above goes on instead; tail: whether it ends in the middle, as before a call."""
        leans = self.pattern.endswith(r"\(") or self.rule == "destination"
        return self.weak or (tail and self.entry and leans)

    def names_by(self, sign: str) -> bool:
        """Tell whether it is an entry whose name a sign follows."""
        return self.entry and f"\\s*{sign}" in self.pattern


class Block(Struct, frozen=True, dict=True):
    """A kind of block: which items it holds and how it ends.

    optional_end: whether the block may end without an `end` of its own.
    soft: whether an `end` never is the block's own: it goes as far as its items do.
    braces: whether the block may be written in braces.
    any_word: whether a bare name is an entry, so that only a keyword that opens another block tells
    a missing `end`.
    one_line: whether an item never goes on on the next line.
    inline: the words that end a statement which stands behind an introducer on its line, in the
    form of `Starter.until`.
    other: the grammar rule of a line that nothing else claims.
    goes_on: words that go on with the statement above, besides those of every expression.
    tails: words at the end of a line that something must follow, besides those of every expression.
    whole: how an item ends on its line that nothing goes on with.
    """

    name: str
    starters: tuple[Starter, ...]
    optional_end: bool = False
    soft: bool = False
    braces: bool = True
    any_word: bool = False
    one_line: bool = False
    inline: str = ""
    other: str = "unknown"
    goes_on: str = ""
    tails: str = ""
    whole: str = ""

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return compiled(rf"{self.whole}\Z")

    @cached_property
    def _tails(self) -> re.Pattern[str]:
        # What stands behind these words is a field's name, whatever it is called: `key id`.
        return compiled(rf"(?<![\w.])(?<!key )(?<!by )(?<!on )(?:{self.tails})\Z")

    def has_tail(self, line: str, start: int, end: int) -> bool:
        """Tell whether something must follow what ends at a column: no item starts below it."""
        return bool(self.tails) and self._tails.search(line, start, end) is not None

    def is_whole(self, line: str, end: int) -> bool:
        """Tell whether nothing goes on with an item that ends at a column."""
        return bool(self.whole) and self._whole.search(line, 0, end) is not None

    @cached_property
    def continuation(self) -> re.Pattern[str]:
        """What goes on with the item above when it starts a line."""
        words = f"|{self.goes_on}" if self.goes_on else ""
        # What names an entry is on one line with its sign: without a name, the sign begins a broken one.
        signs = [sign for sign in ":=" if not any(one.names_by(sign) for one in self.starters)]
        return compiled("|".join((_CONTINUATION + words, *signs)))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All starters as one expression; the group that matched names the starter."""
        return compiled("|".join(f"(?P<s{i}>{s.pattern})" for i, s in enumerate(self.starters)))

    def match(self, line: str, column: int) -> Starter | None:
        """Return the starter of the item that starts at the column, if one does."""
        found = self.pattern.match(line, column)
        if found is None or found.lastgroup is None:
            return None
        return self.starters[int(found.lastgroup[1:])]

    @cached_property
    def leads(self) -> frozenset[str]:
        """What of a keyword of several words may stand on a line, the others below it."""
        return frozenset(
            lead for one in self.starters if not one.entry for lead in _leads(one.pattern)
        )

    @cached_property
    def _names(self) -> bool:
        """Whether some of its items begin with a name and a sign."""
        return any(one.names_by(sign) for one in self.starters for sign in ("=", ":", "->"))

    def lead(self, words: str) -> str:
        """Return what of the words of a line may go on below it in another way than it seems to, or ""."""
        if words in self.leads or (self._names and _NAME_ALONE.match(words)):
            return words
        return ROUTE_WHEN if words.startswith(ROUTE_WHEN) and ROUTE_WHEN in self.leads else ""

    def lost_lead(self, words: str) -> str:
        """Return what stands for the words of a line that nobody can read, if a sign may go on with them."""
        return LOST if self._names and not _SIGN.search(words) else ""

    def goes_on_with_lost(self, line: str, column: int) -> bool:
        """Tell whether a line begins with the sign of an entry whose name nobody can read."""
        return _SIGN.match(line, column) is not None and self.match(line, column) is None

    def led(self, lead: str, line: str, column: int) -> Starter | None:
        """Return the starter of an item whose first words stand above what goes on with it.

        What begins an item by itself does so, and what opens a block goes on with certain words only.
        """
        if lead not in self.leads:
            return self._led_by_name(lead, line, column)
        found, whole = self.match(f"{lead} {line[column:]}", 0), self.match(lead, 0)
        if found is None or found.weak or found is whole:
            return None
        if whole is not None and whole.opens and not self._goes_on(lead, line, column):
            return None
        own = self.match(line, column)
        is_name = self.match(f"{lead} x", 0) is found
        if own is None or own.weak or (own.rule in _CLAUSES and not is_name):
            return found
        return None

    def _goes_on(self, lead: str, line: str, column: int) -> bool:
        """Tell whether a block's head goes on here rather than that its first item begins."""
        if lead.endswith(":"):
            return line.startswith(("{", "["), column) or _TYPE.match(line, column) is not None
        named = lead == "transform" and _NAME_LINE.match(line, column)
        return bool(named or TAIL.search(lead) or self.continuation.match(line, column))

    def _led_by_name(self, name: str, line: str, column: int) -> Starter | None:
        """Return the starter of an entry whose name stands above its sign, or above its type."""
        found = self.match(f"{name} {line[column:]}", 0)
        if not name.endswith(":"):
            return found if _SIGN.match(line, column) else None
        whole = self.match(name, 0)
        if found is whole or self.match(line, column) is not None:
            return None
        return found if not (whole and whole.opens) or self._goes_on(name, line, column) else None

    @cached_property
    def words(self) -> dict[str, tuple[Starter, ...]]:
        """The first words of the keywords, with the starters that begin with each."""
        words: dict[str, list[Starter]] = {}
        for starter in self.starters:
            if not starter.entry:
                for word in _first_words(starter.pattern):
                    words.setdefault(word, []).append(starter)
        return {word: tuple(starters) for word, starters in words.items()}

    def _most_likely(self, word: str, rest: str) -> Starter:
        """Return the starter that a word means which starts none. rest: what follows it on its line.

        That is the one that knows most of the words there; where they are alike, one that opens a
        block if nothing but signs follows.
        """
        found = set(_WORDS.findall(rest))
        only_signs = not any(map(str.isalnum, rest))

        def likelihood(one: Starter) -> tuple[int, bool]:
            known = found.intersection(_WORDS.findall(one.pattern))
            return len(known), bool(one.opens) == only_signs

        return max(self.words[word], key=likelihood)

    def nearest(self, line: str, column: int) -> Starter | None:
        """Return the starter that a half-typed or misspelled line means, if one is near."""
        found = _WORD.match(line, column)
        if found is None:
            return None
        word = found[0]
        rest = line[found.end() :]
        if word in self.words:
            return self._most_likely(word, rest)
        if len(word) <= _SHORT or word in _VALUES:
            return None
        alike = [known for known in self.words if _may_be_near(word, known)]
        if not alike:
            return None
        from difflib import get_close_matches  # noqa: PLC0415 - for mistakes only

        near = get_close_matches(word, alike, 1, _NEAR)
        if not near:
            return None
        corrected = line[:column] + near[0] + rest
        return self.match(corrected, column) or self._most_likely(near[0], rest)


class Outline(Struct, frozen=True, dict=True):
    """The block structure of one language. heads: the definitions, whose blocks end with `end`.

    lost: what a head most likely is whose keyword nobody can read.
    """

    heads: tuple[Starter, ...]
    blocks: dict[str, Block]
    lost: Starter

    @cached_property
    def top(self) -> Block:
        """The level of a file at which definitions start."""
        imports = Starter("import", r"import\b(?!\s*[:=(])")
        return Block("file", (*self.heads, imports), other="stray")

    def block(self, open_blocks: Blocks) -> Block | None:
        """Return the innermost of some blocks."""
        return self.blocks[open_blocks.kind] if open_blocks.outer is not None else None

    def compile_patterns(self) -> None:
        """Compile what is compiled when it is first needed."""
        for block in (self.top, *self.blocks.values()):
            for name in ("pattern", "continuation", "leads", "words"):
                getattr(block, name)

    def nearest_head(self, line: str, column: int) -> Starter | None:
        """Return the head that a half-typed or misspelled line outside of any definition means.

        What is not indented, and no entry, can only be one.
        """
        near = self.top.nearest(line, column)
        if near is None and column <= 1 and _LOST_HEAD.match(line, column):
            return self.lost
        return near


def _may_be_near(word: str, known: str) -> bool:
    """Tell whether two words have the letters in common that words which are near have."""
    if abs(len(known) - len(word)) > _SHORT:
        return False
    shared = (_letters(word) & _letters(known)).bit_count()
    return 2 * shared / (len(word) + len(known)) >= _NEAR


@lru_cache(maxsize=1_000)
def _letters(word: str) -> int:
    """Return the letters of a word as a set of bits, with one for each time that a letter is there."""
    bits = 0
    for letter in word:
        bit = 1 << ord(letter)
        while bits & bit:
            bit <<= 128
        bits |= bit
    return bits


def keyword(
    rule: str, pattern: str, *, opens: str = "", until: str = "", weak: bool = False
) -> Starter:
    """Make a starter for an item that begins with a keyword."""
    return Starter(rule, pattern, opens, until, weak=weak)


def keywords(rule: str, *patterns: str) -> tuple[Starter, ...]:
    """Make starters for an item that may begin with one of several keywords."""
    return tuple(keyword(rule, pattern) for pattern in patterns)


def entry(rule: str, pattern: str, *, opens: str = "", until: str = "") -> Starter:
    """Make a starter for an item that begins with a name of the user's own."""
    return Starter(rule, pattern, opens, until, entry=True)


def blocks(*all_blocks: Block) -> dict[str, Block]:
    """Index blocks by their names."""
    return {block.name: block for block in all_blocks}
