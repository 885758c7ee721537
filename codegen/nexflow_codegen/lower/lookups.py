"""Lookups in transforms and rules: the source is handed in, and asked where the answer is needed."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import member_name, string_literal
from nexflow_codegen.lower.choices import first_not_null
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.durations import duration_code, grouped, millis
from nexflow_codegen.lower.expressions import operand
from nexflow_codegen.lower.lookup import check_source, lookup_keys
from nexflow_codegen.lower.scope import Fields, JavaScope
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, bound, join_guards
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word

_TIMEOUT = 1_000
_CACHE_SIZE = 10_000


@dataclass(frozen=True, slots=True)
class Options:
    """How a lookup is asked, where that is said besides `nexflow.toml`."""

    ttl: e.Duration | None = None
    timeout: e.Duration | None = None
    default: e.Expression | None = None
    failure: str = ""


def source_of(unit: Unit, name: str) -> LookupDefinition:
    """Return a source of `nexflow.toml` that can be asked."""
    found = unit.context.lookup.find(LookupDefinition, "lookup", name)
    if found is None or not found.schema:
        raise Unsupported(f"the lookup `{name}` without a schema; declare it in nexflow.toml")
    check_source(found)
    return found


def ask(
    source: LookupDefinition, keys: list[JavaValue], scope: JavaScope, options: Options
) -> JavaValue:
    """Return the record that a source has for some keys, or null."""
    unit, settings = scope.unit, dict(source.settings)
    unit.wait(f"a lookup in `{source.name}`")
    fields = lookup_keys(unit.context, source)
    if len(fields) != len(keys):
        raise Unsupported(f"`{source.name}` by {len(keys)} keys; it has {len(fields)}")
    values = [
        convert(key, field.type, unit, nullable=True, name="")
        for key, field in zip(keys, fields, strict=True)
    ]
    service = unit.service(source.name, member_name(source.name))
    limit = options.timeout or settings.get("timeout")
    timeout = millis(limit) if limit is not None else _TIMEOUT
    asked = f"{service}.find({', '.join(value.code for value in values)})"
    code = (
        f"{unit.support('Services', 'answer')}({string_literal(source.name)}, {asked}, "
        f"{grouped(timeout)}L)"
    )
    ttl = options.ttl or settings.get("cache_ttl")
    if ttl is not None:
        code = _cached(source, values, code, millis(ttl), unit)
    guards = join_guards(*values)
    if guards:
        code = f"{' && '.join(guards)} ? {code} : null"
    record = ir.RecordOf(unit.context.class_of("schema", source.schema))
    unit.context.need(source.schema, "read")
    unit.context.java_type(unit.context.schema(source.schema).record())
    found = bound(unit, code, record, fallible=True)
    on_miss = options.failure or (
        f"{source.name}: not found" if settings.get("on_miss") in ("fail", "dead_letter") else ""
    )
    if on_miss:
        check = unit.support("RecordError", "found")
        found = JavaValue(f"{check}({code}, {string_literal(on_miss)})", record, fallible=True)
    if options.default is not None:
        other = convert(
            operand(options.default, scope.expecting(record)), record, unit, nullable=False, name=""
        )
        found = first_not_null([found, other], unit)
    return found


def _cached(
    source: LookupDefinition, values: list[JavaValue], code: str, ttl: int, unit: Unit
) -> str:
    listed, cache = unit.use("java.util.List"), unit.support("LookupCache")
    record = unit.use(unit.context.class_of("schema", source.schema))
    size = dict(source.settings).get("cache_size")
    made = (
        f"new {cache}<>({grouped(size if isinstance(size, int) else _CACHE_SIZE)}, "
        f"{duration_code(ttl, unit)})"
    )
    wanted = f"{member_name(source.name)}_CACHE".upper()
    name = unit.constant(f"{cache}<{listed}<Object>, {record}>", wanted, made)
    key = f"{listed}.of({', '.join(value.code for value in values)})"
    return f"{unit.support('Services', 'cached')}({name}, {key}, () -> {code})"


def lower_lookup_call(node: e.Call, scope: JavaScope) -> JavaValue:
    """Lower `lookup(source, key…, default: e)`."""
    values = [one.value for one in node.arguments if one.name is None]
    named = {one.name.text: one.value for one in node.arguments if one.name is not None}
    if "as_of" in named:
        raise Unsupported("`as_of` of a lookup; enrich with the version that is wanted")
    source_node = values[0] if values else None
    if not isinstance(source_node, e.Name | e.Text):
        raise Unsupported("a lookup in a source that is computed")
    name = source_node.text if isinstance(source_node, e.Name) else source_node.value
    keys = [operand(value, scope.expecting(None)) for value in values[1:]]
    found = ask(source_of(scope.unit, name), keys, scope, Options())
    default = named.get("default")
    if default is None:
        return found
    other = operand(default, scope)
    if not isinstance(other.type, ir.RecordOf) and not isinstance(default, e.RecordLiteral):
        found = _sole_value(found, name, scope.unit)
    return first_not_null([found, other], scope.unit)


def _sole_value(record: JavaValue, name: str, unit: Unit) -> JavaValue:
    """Return the value that a source has besides its keys, which a default stands in for."""
    from nexflow_codegen.lower.expressions import member  # noqa: PLC0415

    found = unit.context.lookup.find(LookupDefinition, "lookup", name)
    assert found is not None
    assert isinstance(record.type, ir.RecordOf)
    keys = {field.wire for field in lookup_keys(unit.context, found)}
    others = [one for one in unit.context.shape(record.type.cls).fields if one.wire not in keys]
    if len(others) != 1:
        raise Unsupported(
            f"a default for a record of `{name}`; write `lookup({name}, …).field ?? default`"
        )
    return member(record, others[0].wire, unit)


def bound_lookups(parts: list[Entry], scope: JavaScope) -> Fields:
    """Return what the `lookup` and `lookups` parts of a transform or table find, by name."""
    found: Fields = {}
    for entry in parts:
        node = entry.node
        assert isinstance(node, Phrase)
        words = node.every(Word)
        if entry.rule == "lookup_call":
            found[words[0].text] = _called(node, words[0].text, scope)
            continue
        name = words[-1].text
        source = source_of(scope.unit, name)
        keys = [scope.find(field.wire) for field in lookup_keys(scope.context, source)]
        if any(key is None for key in keys):
            raise Unsupported(f"`{name}`, whose key is no field here; write `lookup({name}, key)`")
        options = Options(ttl=node.first(e.Duration))
        value = ask(source, [key for key in keys if key is not None], scope, options)
        found[words[0].text] = value
    return found


def _called(node: Phrase, name: str, scope: JavaScope) -> JavaValue:
    """Lower `name = lookup KEY from "source" …`."""
    texts = node.every(e.Text)
    key = next(part for part in node.parts if isinstance(part, e.Expression))
    options = Options()
    for part in node.every(Phrase):
        options = _option(options, part)
    source = source_of(scope.unit, texts[-1].value if texts else name)
    return ask(source, [operand(key, scope)], scope, options)


def _option(options: Options, part: Phrase) -> Options:
    from dataclasses import replace  # noqa: PLC0415

    duration = part.first(e.Duration)
    if part.has("cache"):
        return replace(options, ttl=duration)
    if part.has("timeout"):
        return replace(options, timeout=duration)
    last = part.parts[-1]
    if part.has("fail"):
        return replace(options, failure=last.value if isinstance(last, e.Text) else "not found")
    return replace(options, default=last if isinstance(last, e.Expression) else None)
