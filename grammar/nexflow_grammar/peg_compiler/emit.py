"""A rule of a parsimonious grammar as Python source.

A function `parse_field(context, text, at, parts)` parses its rule at a position. It appends the tree
node that it built to `parts` and returns where the rule ends, or it returns -1 and leaves `parts` as
they were. What has no name in the grammar stands in its rule's function, unless the rule may go on
without it: then it is a function of its own, which appends to the parts of the rule.
"""

from __future__ import annotations

from inspect import signature
from typing import Any
from zlib import crc32

from parsimonious.expressions import Lookahead, OneOf, Quantifier, Regex, Sequence

from nexflow_grammar.build import BUILDERS, READERS, SILENT, TRANSPARENT
from nexflow_grammar.failures import OTHER
from nexflow_grammar.grammars import KEYWORD_PREFIX, SIGN_PREFIX
from nexflow_grammar.peg_compiler.first import EMPTY, first_of

#: Every cycle of rules goes through one of these. What they found at a position is remembered, which
#: makes parsing linear in the text, whatever is tried twice.
REMEMBERED = ("expression", "lone_operand", "type", "marker_condition")
_ARGUMENTS = "(context: Context, text: str, at: int, parts: list[Node]) -> int:"
#: A set of more characters than this keeps too little out to be worth a look.
_MOST_CHARACTERS = 70
#: A larger set has a name in the source.
_FEW_CHARACTERS = 6


class RuleSource:
    """The source of one rule, and the other rules, tokens and builders that it names."""

    def __init__(self, name: str, expression: Any) -> None:
        self.name = name
        self.rules: set[str] = set()
        self.tokens: set[str] = set()
        self.builders: set[str] = set()
        self.starts: set[str] = set()
        self.functions: list[list[str]] = []
        function = f"parse_{name}"
        if name in REMEMBERED:
            self.functions.append(_remembering(name))
            function = f"_{name}"
        if name in TRANSPARENT:
            self.unnamed(function, expression)
        else:
            self._named(function, expression)

    def _named(self, function: str, expression: Any) -> None:
        """Write the function of a rule that has a node of its own."""
        out = [f"def {function}{_ARGUMENTS}", "    start = at", "    inner: list[Node] = []"]
        self.functions.append(out)
        out += _indented(_Body(self, "inner", expression).lines)
        if self.name in BUILDERS:
            self.builders.add(self.name)
            known = {
                "context": "context", "rule": f'"{self.name}"', "start": "start",
                "end": "context.stop(start, at)", "parts": "inner",
            }  # fmt: skip
            wanted = signature(BUILDERS[self.name]).parameters
            node = f"build_{self.name}({', '.join(known[name] for name in wanted)})"
        else:
            node = f'Phrase(start, context.stop(start, at), "{self.name}", tuple(inner))'
        out += [f"    parts.append({node})", "    return at"]

    def unnamed(self, function: str, expression: Any) -> None:
        """Write a function that appends to the parts of the rule around it."""
        out = [f"def {function}{_ARGUMENTS}"]
        self.functions.append(out)
        if isinstance(expression, OneOf):
            out += _indented(_Body(self, "parts").choice(expression))
            return
        body = _Body(self, "parts", expression).lines
        if any("mark" in line for line in body):
            out.append("    mark = len(parts)")
        out += [*_indented(body), "    return at"]


class _Body:
    """What a function does; parts: the list that it appends to."""

    def __init__(self, rule: RuleSource, parts: str, expression: Any = None) -> None:
        self.rule = rule
        self.parts = parts
        self.lines: list[str] = []
        if expression is not None:
            self._content(expression)

    def choice(self, choice: OneOf) -> list[str]:
        """Try one alternative after the other."""
        lines = ["first = text[at : at + 1]"]
        for member in choice.members:
            attempt = self._attempt(member, "return {end}")
            if characters := self._starts(member):
                attempt = [f"if first in {characters}:", *_indented(attempt)]
            lines += attempt
        return [*lines, "return -1"]

    def _content(self, expression: Any) -> None:
        """Write what an expression without a name, or the rule's own, must match."""
        match expression:
            case Sequence():
                for member in expression.members:
                    self._member(member)
            case Quantifier():
                if expression.min:
                    self._member(expression.members[0])
                self.lines += self._repeated(expression)
            case Lookahead():
                token = self._token(expression.members[0])
                test = "is not None" if expression.negativity else "is None"
                self.lines += [f"if {token}.match(text, at) {test}:", *self._failure()]
            case OneOf():
                self._called(self._apart(expression))
            case _:
                raise TypeError(expression)

    def _member(self, member: Any) -> None:
        """Write what must match next."""
        if isinstance(member, Regex):
            if not member.name:
                return  # the empty one, which keeps a rule that only names another one a rule
            self.lines += [
                f"found = {self._token(member)}.match(text, at)",
                "if found is None:", *self._failure(), *self._kept(member.name), "at = found.end()",
            ]  # fmt: skip
        elif member.name:
            self._called(self._function(member))
        else:
            self._content(member)

    def _called(self, function: str) -> None:
        call = f"at = {function}(context, text, at, {self.parts})"
        self.lines += [call, "if at < 0:", *self._failure()]

    def _failure(self) -> list[str]:
        """Write what to do where nothing matches: the caller's parts stay as they were."""
        appended = self.parts == "parts" and any("parts" in line for line in self.lines)
        return ["    del parts[mark:]", "    return -1"] if appended else ["    return -1"]

    def _attempt(self, member: Any, success: str) -> list[str]:
        """Write what may match; success: what to do then, with a place for its end."""
        if isinstance(member, Regex):
            then = [*self._kept(member.name), success.format(end="found.end()")]
            match_ = f"found = {self._token(member)}.match(text, at)"
            return [match_, "if found is not None:", *_indented(then)]
        call = f"end = {self._function(member)}(context, text, at, {self.parts})"
        return [call, "if end >= 0:", "    " + success.format(end="end")]

    def _repeated(self, quantifier: Quantifier) -> list[str]:
        """Write what may be missing or, unless its most is one, repeated."""
        member = quantifier.members[0]
        assert EMPTY not in first_of(member), f"{self.rule.name} repeats what may be empty"
        characters = self._starts(member)
        attempt = self._attempt(member, "at = {end}")
        if quantifier.max == 1:
            if not characters:
                return attempt
            return [f"if text[at : at + 1] in {characters}:", *_indented(attempt)]
        loop = f"while text[at : at + 1] in {characters}:" if characters else "while True:"
        return [loop, *_indented([*attempt, "else:", "    break"])]

    def _starts(self, expression: Any) -> str:
        """Return the set of characters an expression may start with, or "" where it tells nothing."""
        found = first_of(expression)
        if EMPTY in found or OTHER in found or len(found) > _MOST_CHARACTERS:
            return ""
        characters = "".join(sorted(found))
        if len(characters) <= _FEW_CHARACTERS:
            return "{" + ", ".join(map(repr, characters)) + "}"
        self.rule.starts.add(characters)
        return starts_name(characters)

    def _function(self, expression: Any) -> str:
        """Return the name of the function of a rule, or of an expression without a name."""
        if not expression.name:
            return self._apart(expression)
        self.rule.rules.add(expression.name)
        return f"parse_{expression.name}"

    def _apart(self, expression: Any) -> str:
        """Write a function for an expression without a name; return its name."""
        function = f"_{self.rule.name}_{len(self.rule.functions)}"
        self.rule.unnamed(function, expression)
        return function

    def _token(self, token: Regex) -> str:
        assert isinstance(token, Regex), token
        self.rule.tokens.add(token.name)
        return token_name(token.name)

    def _kept(self, token: str) -> list[str]:
        """Write what keeps a token that says something."""
        if token in SILENT or token.startswith(SIGN_PREFIX):
            return []
        if token in READERS:
            self.rule.builders.add(token)
            return [f"{self.parts}.append(read_{token}(at, found[1]))"]
        if token.startswith(KEYWORD_PREFIX):
            word = token.removeprefix(KEYWORD_PREFIX).replace("__", " ")
            end = "found.end(1)" if " " in word else f"at + {len(word)}"
            return [f'{self.parts}.append(Keyword(at, {end}, "{word}"))']
        return [f"{self.parts}.append(Word(at, found.end(1), found[1]))"]


def token_name(token: str) -> str:
    """Return what the generated source calls a token."""
    return token.upper()


def starts_name(characters: str) -> str:
    """Return what the generated source calls a set of characters."""
    return f"STARTS_{crc32(characters.encode()):08X}"


def _remembering(name: str) -> list[str]:
    key = f"{len(REMEMBERED)} * at + {REMEMBERED.index(name)}"
    return [
        f"def parse_{name}{_ARGUMENTS}",
        f"    key = {key}",
        "    known = context.known.get(key)",
        "    if known is None:",
        f"        end = _{name}(context, text, at, parts)",
        "        context.known[key] = (end, parts[-1] if end >= 0 else None)",
        "        return end",
        "    end, node = known",
        "    if node is not None:",
        "        parts.append(node)",
        "    return end",
    ]


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]
