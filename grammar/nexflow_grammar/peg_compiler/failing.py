"""The modules that tell where a text does not parse: each rule as a call of `failures.py`."""

from __future__ import annotations

from typing import Any, NamedTuple

from parsimonious.expressions import Lookahead, OneOf, Quantifier, Regex, Sequence

from nexflow_grammar.peg_compiler.emit import token_name
from nexflow_grammar.peg_compiler.first import EMPTY, first_of

_HEAD = '''"""Written from `peg/{name}.peg` by `python -m nexflow_grammar.peg_compiler`."""

from nexflow_grammar.compiled import {modules}
from nexflow_grammar.failures import Beginning, ahead, choice, repeated, rule, sequence, token
'''


def failing_source(name: str, rules: dict[str, Any], own: dict[str, str]) -> str:
    """Return the source of a module of some rules. own: by token, the module that has its pattern."""
    writer = _Writer(own)
    lines = [f'    "{rule}": {writer.content(one)},' for rule, one in rules.items()]
    modules = ", ".join(sorted({"common", name}))
    begins = [f"{constant} = {begins}" for begins, constant in writer.beginnings.items()]
    return "\n".join(
        [_HEAD.format(name=name, modules=modules), *begins, "RULES = {", *lines, "}", ""]
    )


class _Begins(NamedTuple):
    """What an expression begins with: see `failures.Beginning`."""

    characters: frozenset[str]
    tokens: frozenset[str]
    empty: bool

    def __str__(self) -> str:
        tokens = " ".join(sorted(self.tokens))
        empty = ", empty=True" if self.empty else ""
        return f"Beginning({''.join(sorted(self.characters))!r}, {tokens!r}{empty})"


class _Writer:
    """The source of some rules, and the beginnings that it names."""

    def __init__(self, own: dict[str, str]) -> None:
        self.own = own
        self.beginnings: dict[str, str] = {}

    def expression(self, expression: Any) -> str:
        """Return the source of an expression inside of a rule."""
        if isinstance(expression, Regex):
            name = expression.name
            return f'token("{name}", {self.own[name]}.{token_name(name)})'
        return f'rule("{expression.name}")' if expression.name else self.content(expression)

    def content(self, expression: Any) -> str:
        """Return the source of an expression without its name."""
        match expression:
            case Regex():
                return self.expression(expression)
            case Sequence():
                # The empty one keeps a rule that only names another one a rule.
                members = [
                    one for one in expression.members if one.name or not isinstance(one, Regex)
                ]
                return f"sequence({', '.join(map(self.expression, members))})"
            case OneOf():
                alternatives = ", ".join(map(self.expression, expression.members))
                return f"choice({self._beginning(expression)}, {alternatives})"
            case Quantifier():
                [member] = expression.members
                most = None if expression.max == float("inf") else expression.max
                begins = self._beginning(member)
                return f"repeated({begins}, {self.expression(member)}, {expression.min}, {most})"
            case Lookahead():
                [member] = expression.members
                return f"ahead({self.expression(member)}, there={not expression.negativity})"
        raise TypeError(expression)

    def _beginning(self, expression: Any) -> str:
        begins = _begins(expression)
        if begins is None:
            return "None"
        return self.beginnings.setdefault(str(begins), f"B{len(self.beginnings)}")


def _begins(expression: Any) -> _Begins | None:
    """Return what an expression begins with; None where only trying tells."""
    match expression:
        case Regex():
            if not expression.name:
                return _Begins(frozenset(), frozenset(), empty=True)
            first = first_of(expression)
            return (
                None
                if EMPTY in first
                else _Begins(first, frozenset((expression.name,)), empty=False)
            )
        case Sequence():
            return _joined(expression.members, empty=False)
        case OneOf():
            return _joined(expression.members, empty=True)
        case Quantifier():
            begins = _begins(expression.members[0])
            return begins and begins._replace(empty=begins.empty or not expression.min)
        case Lookahead():
            begins = _begins(expression.members[0])
            return begins and begins._replace(empty=expression.negativity)
    raise TypeError(expression)


def _joined(members: Any, *, empty: bool) -> _Begins | None:
    """Join what members begin with that are tried until one of them is, or is not, empty."""
    characters: frozenset[str] = frozenset()
    tokens: frozenset[str] = frozenset()
    for member in members:
        begins = _begins(member)
        if begins is None:
            return None
        characters |= begins.characters
        tokens |= begins.tokens
        if begins.empty is empty:
            return _Begins(characters, tokens, empty=empty)
    return _Begins(characters, tokens, empty=not empty)
