"""The modules of generated functions: one per language, and one for what all of them share."""

from __future__ import annotations

from typing import Any

from parsimonious.expressions import Compound, Regex

from nexflow_grammar.grammars import grammar_of, rules_of
from nexflow_grammar.languages import Language
from nexflow_grammar.peg_compiler.emit import REMEMBERED, RuleSource, starts_name, token_name
from nexflow_grammar.peg_compiler.failing import failing_source

COMMON = "common"
_HEAD = '''"""Written from `peg/{name}.peg` by `python -m nexflow_grammar.peg_compiler`."""

from __future__ import annotations

from nexflow_grammar.build import BUILDERS, READERS, Context
{imports}from nexflow_grammar.patterns import Pattern
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word
'''


def sources() -> dict[str, str]:
    """Return the source of each generated module by its name."""
    common = rules_of(COMMON)
    # Any language will do: no language has a rule of its own that the common ones name.
    shared = _Module(COMMON, grammar_of(Language.PROCESS), common, None)
    modules = {COMMON: shared.source(), f"failing/{COMMON}": shared.failing()}
    for language in Language:
        grammar = grammar_of(language)
        _assert_remembered(grammar)
        own = rules_of(language.value)
        assert not own & common, f"{language}.peg redefines {sorted(own & common)}"
        module = _Module(language.value, grammar, own, shared)
        modules[language.value] = module.source()
        modules[f"failing/{language.value}"] = module.failing()
    return modules


class _Module:
    """The functions of some rules of a grammar, and the tokens that they name."""

    def __init__(self, name: str, grammar: Any, own: set[str], shared: _Module | None) -> None:
        self.name = name
        self.grammar = grammar
        self.shared = shared
        self.rules = [
            RuleSource(rule, expression)
            for rule, expression in grammar.items()
            if rule in own and not isinstance(expression, Regex)
        ]
        known: set[str] = shared.tokens if shared else set()
        self.named = {token for rule in self.rules for token in rule.tokens}
        self.tokens: set[str] = self.named - known

    def source(self) -> str:
        """Return the module's text."""
        builders = {builder for rule in self.rules for builder in rule.builders}
        lines = [_HEAD.format(name=self.name, imports=self._imports())]
        lines += [
            f"{token_name(token)} = Pattern({self.grammar[token].re.pattern!r})"
            for token in sorted(self.tokens)
        ]
        starts = {characters for rule in self.rules for characters in rule.starts}
        lines += ["", *(f"{starts_name(c)} = frozenset({c!r})" for c in sorted(starts)), ""]
        for builder in sorted(builders):
            is_token = isinstance(self.grammar[builder], Regex)
            table, verb = ("READERS", "read") if is_token else ("BUILDERS", "build")
            lines.append(f'{verb}_{builder} = {table}["{builder}"]')
        for rule in self.rules:
            for function in rule.functions:
                lines += ["", "", *function]
        return "\n".join(lines) + "\n"

    def failing(self) -> str:
        """Return the text of the module that tells where these rules fail."""
        rules = {rule.name: self.grammar[rule.name] for rule in self.rules}
        shared = self.shared.tokens if self.shared else set()
        modules = {token: COMMON if token in shared else self.name for token in self.named}
        return failing_source(self.name, rules, modules)

    def _imports(self) -> str:
        """Return the import of what this module uses of the shared one."""
        if self.shared is None:
            return ""
        shared_rules = {rule.name for rule in self.shared.rules}
        used = {name for rule in self.rules for name in rule.rules} & shared_rules
        names = [token_name(token) for token in sorted(self.named & self.shared.tokens)]
        names += [f"parse_{rule}" for rule in sorted(used)]
        listed = "".join(f"    {name},\n" for name in names)
        return f"from nexflow_grammar.compiled.common import (\n{listed})\n"


def _assert_remembered(grammar: Any) -> None:
    """Make sure that every cycle of rules goes through a remembered one."""
    done: set[str] = set()

    def visit(rule: str, path: tuple[str, ...]) -> None:
        assert rule not in path, f"add one of {path[path.index(rule) :]} to REMEMBERED"
        if rule in done or rule in REMEMBERED:
            return
        for name in _named_in(grammar[rule]):
            visit(name, (*path, rule))
        done.add(rule)

    for rule in grammar:
        for name in _named_in(grammar[rule]):
            visit(name, (rule,) if rule not in REMEMBERED else ())


def _named_in(expression: Any) -> set[str]:
    """Return the rules that an expression names."""
    names: set[str] = set()
    for member in expression.members if isinstance(expression, Compound) else ():
        names |= {member.name} if member.name else _named_in(member)
    return names
