"""Texts with `${expression}` in them, as they are said of a record."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from nexflow_analysis.config_values import config_value
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.functions.text import joined
from nexflow_codegen.lower.masks import mask
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.settings import environment_text
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree import expressions as e

_HOLE = re.compile(r"(?<!\\)\$\{(?P<inside>[^{}\\]*)\}")
_CONFIG = re.compile(r"\s*config\s*\.\s*(?P<path>[\w.-]+)\s*(?::(?P<default>.*))?", re.DOTALL)


def interpolated(
    text: str, scope: JavaScope, profile: Callable[[e.Expression], str] | None = None
) -> JavaValue:  # fmt: skip
    """Return a text with the values of its `${…}`; a value that is null adds nothing.

    profile: where personal data is masked, as in a log, what tells an expression's profile.
    """
    parts: list[JavaValue] = []
    last = 0
    for hole in _HOLE.finditer(text):
        parts += _literal(text[last : hole.start()])
        value = _value(hole["inside"], scope, profile)
        parts.append(mask(value, scope.unit) if profile is not None and value.pii else value)
        last = hole.end()
    parts += _literal(text[last:])
    return joined(parts, scope.unit)


def _literal(text: str) -> list[JavaValue]:
    plain = text.replace("\\${", "${")
    return [JavaValue(string_literal(plain), ir.STRING, text=plain)] if plain else []


def _value(
    inside: str, scope: JavaScope, profile: Callable[[e.Expression], str] | None
) -> JavaValue:  # fmt: skip
    config = _CONFIG.fullmatch(inside)
    if config is not None:
        return _configured(config["path"], config["default"], scope)
    parsed = parse_item(Language.PROCESS, "expression", inside.strip())
    if parsed.broken or not isinstance(parsed.node, e.Expression):
        raise Unsupported(f"`${{{inside}}}` in a text; write an expression")
    value = lower_expression(parsed.node, scope)
    if profile is None or value.pii or ir.kind_of(value.type) is Kind.BOOLEAN:
        return value
    return replace(value, pii=profile(parsed.node))


def _configured(path: str, default: str | None, scope: JavaScope) -> JavaValue:
    found = config_value(scope.context.lookup, path)
    if found is not None and found.is_table:
        raise Unsupported(f"`${{config.{path}}}` in a text; give it a value in [config]")
    value = found.value if found is not None else default
    if value is None:
        raise Unsupported(f"`${{config.{path}}}`, which [config] does not give; write it there")
    return JavaValue(environment_text(value, scope.unit), ir.STRING)
