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
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.languages import Language
from nexflow_grammar.parser import parse_item
from nexflow_grammar.tree import expressions as e

#: Tells the profile of the personal data that an expression would show; "" for none.
Profile = Callable[[e.Expression], str]
_HOLE = re.compile(r"(?<!\\)\$\{(?P<inside>[^{}\\]*)\}")
_CONFIG = re.compile(r"\s*config\s*\.\s*(?P<path>[\w.-]+)\s*(?::(?P<default>.*))?", re.DOTALL)


def interpolated(text: str, scope: JavaScope, profile: Profile | None = None) -> JavaValue:
    """Return a text with the values of its `${…}`; a value that is null adds nothing.

    profile: where personal data is masked, as in a log.
    """
    parts: list[JavaValue] = []
    last = 0
    for hole in _HOLE.finditer(text):
        parts += _literal(text[last : hole.start()])
        parts.append(_value(hole["inside"], scope, profile))
        last = hole.end()
    parts += _literal(text[last:])
    return joined(parts, scope.unit)


def _literal(text: str) -> list[JavaValue]:
    plain = text.replace("\\${", "${")
    return [JavaValue(string_literal(plain), ir.STRING, text=plain)] if plain else []


def _value(inside: str, scope: JavaScope, profile: Profile | None) -> JavaValue:
    config = _CONFIG.fullmatch(inside)
    if config is not None:
        return _configured(config["path"], config["default"], scope)
    parsed = parse_item(Language.PROCESS, "expression", inside.strip())
    if parsed.broken or not isinstance(parsed.node, e.Expression):
        raise Unsupported(f"`${{{inside}}}` in a text; write an expression")
    return shown(lower_expression(parsed.node, scope), parsed.node, scope.unit, profile)


def shown(
    value: JavaValue, expression: e.Expression, unit: Unit, profile: Profile | None
) -> JavaValue:
    """Return a value as it may be shown: personal data is masked, a text from then on."""
    if profile is None:
        return value
    if not value.pii and ir.kind_of(value.type) is not Kind.BOOLEAN:
        value = replace(value, pii=profile(expression))
    return mask(value, unit) if value.pii else value


def _configured(path: str, default: str | None, scope: JavaScope) -> JavaValue:
    found = config_value(scope.context.lookup, path)
    if found is not None and found.is_table:
        raise Unsupported(f"`${{config.{path}}}` in a text; give it a value in [config]")
    value = found.value if found is not None else default
    if value is None:
        raise Unsupported(f"`${{config.{path}}}`, which [config] does not give; write it there")
    return JavaValue(environment_text(value, scope.unit), ir.STRING)
