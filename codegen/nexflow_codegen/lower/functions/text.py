"""The functions on texts."""

from __future__ import annotations

import re
from dataclasses import replace

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.conditions import text_test
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.functions.arguments import Arguments, Lowering, support_call
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, Level, any_fallible, call

_SLOT = re.compile(r"\{(\d+)\}")
_WRITABLE = (
    Kind.STRING,
    Kind.INTEGER,
    Kind.DOUBLE,
    Kind.BOOLEAN,
    Kind.DATE,
    Kind.TIMESTAMP,
    Kind.UUID,
)


def as_text(value: JavaValue, unit: Unit) -> JavaValue:
    """Return a value as it is written into a text; null is the empty text."""
    kind = ir.kind_of(value.type)
    if value.is_null:
        return JavaValue('""', ir.STRING, text="")
    if kind is Kind.DECIMAL and not value.nullable:
        return call(f"{value.receiver}.toPlainString()", ir.STRING, value)
    if kind is Kind.DECIMAL or (kind in _WRITABLE and value.nullable):
        return JavaValue(
            f"{unit.support('Texts', 'of')}({value.or_null()})", ir.STRING, fallible=value.fallible
        )
    if kind in _WRITABLE:
        return value
    of = unit.support("Texts", "of")
    return JavaValue(f"{of}({value.or_null()})", ir.STRING, fallible=value.fallible)


def text_or_null(value: JavaValue, unit: Unit) -> JavaValue:
    """Return a value as a text of Java, or null."""
    if ir.kind_of(value.type) is Kind.STRING or value.is_null:
        return value
    text = as_text(replace(value, guards=(), whole=""), unit)
    if ir.kind_of(text.type) is not Kind.STRING:
        text = JavaValue(f"String.valueOf({text.code})", ir.STRING, fallible=text.fallible)
    return replace(text, guards=value.guards, whole="")


def joined(parts: list[JavaValue], unit: Unit) -> JavaValue:
    """Join values to one text with Java's `+`, which needs a text among the first two."""
    texts = [as_text(part, unit) for part in parts]
    if not texts:
        return JavaValue('""', ir.STRING, text="")
    if not any(ir.kind_of(text.type) is Kind.STRING for text in texts[:2]):
        texts.insert(0, JavaValue('""', ir.STRING, text=""))
    if len(texts) == 1:
        return texts[0]
    code = " + ".join(text.at(Level.PRODUCT) for text in texts)
    return JavaValue(code, ir.STRING, Level.SUM, fallible=any_fallible(texts))


def _concat(arguments: Arguments) -> JavaValue:
    return joined([arguments.value(index) for index in range(len(arguments))], arguments.unit)


def _format(arguments: Arguments) -> JavaValue:
    template = arguments.text_literal(0)
    values = [arguments.value(index) for index in range(1, len(arguments))]
    named = set(_SLOT.findall(template or ""))
    left_out = [one for index, one in enumerate(values) if str(index) not in named]
    if template is None or any_fallible(left_out):  # which may fail all the same
        given = arguments.of_kind(0, Kind.STRING)
        member = arguments.unit.support("Texts", "format")
        code = f"{member}({', '.join([given.code, *(value.boxed() for value in values)])})"
        return call(code, ir.STRING, given, fallible=any_fallible(values))
    parts: list[JavaValue] = []
    for index, piece in enumerate(_SLOT.split(template)):
        if index % 2 == 0:
            if piece:
                parts.append(JavaValue(string_literal(piece), ir.STRING, text=piece))
        elif int(piece) < len(values):
            parts.append(values[int(piece)])
        else:
            raise Unsupported(f"`{{{piece}}}` without a value for it")
    return joined(parts, arguments.unit)


def _case(method: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        value = arguments.of_kind(0, Kind.STRING)
        locale = arguments.unit.use("java.util.Locale")
        return call(f"{value.receiver}.{method}({locale}.ROOT)", ir.STRING, value)

    return lower


def _trim(arguments: Arguments) -> JavaValue:
    value = arguments.of_kind(0, Kind.STRING)
    return call(f"{value.receiver}.strip()", ir.STRING, value)


def _support(member: str, result: ir.JavaType, *kinds: Kind) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        values = [arguments.of_kind(index, kinds[index]) for index in range(len(arguments))]
        return support_call(arguments, "Texts", member, result, *values)

    return lower


def _replace(arguments: Arguments) -> JavaValue:
    text, old, new = (arguments.of_kind(index, Kind.STRING) for index in range(3))
    if not arguments.text_literal(
        1
    ):  # between Java's halves of a character there is a place for no text
        return support_call(arguments, "Texts", "replace", ir.STRING, text, old, new)
    return call(f"{text.receiver}.replace({old.code}, {new.code})", ir.STRING, text, old, new)


def _join(arguments: Arguments) -> JavaValue:
    values, source = arguments.collection()
    separator = arguments.of_kind(1, Kind.STRING)
    if ir.kind_of(source.element) is not Kind.STRING:
        raise Unsupported("`join` of a list of other than texts")
    values = convert(values, source, arguments.unit, nullable=True, name="join")
    return call(f"String.join({separator.code}, {values.code})", ir.STRING, values, separator)


def _test(name: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        return text_test(name, arguments.value(0), arguments.value(1), arguments.unit)

    return lower


def _mask(arguments: Arguments) -> JavaValue:
    values = [arguments.of_kind(0, Kind.STRING)]
    for index in (1, 2):
        if arguments.has(index):
            values.append(arguments.of_kind(index, Kind.INTEGER))
        else:
            values.append(JavaValue("0L", ir.INTEGER))
    return support_call(arguments, "Texts", "mask", ir.STRING, *values)


_S, _I = Kind.STRING, Kind.INTEGER
LOWERINGS: dict[str, Lowering] = {
    "concat": _concat,
    "format": _format,
    "upper": _case("toUpperCase"),
    "lower": _case("toLowerCase"),
    "trim": _trim,
    "substring": _support("substring", ir.STRING, _S, _I, _I),
    "length": _support("length", ir.INTEGER, _S),
    "replace": _replace,
    "split": _support("split", ir.ListOf(ir.STRING), _S, _S),
    "join": _join,
    "starts_with": _test("starts_with"),
    "ends_with": _test("ends_with"),
    "matches": _test("matches"),
    "index_of": _support("indexOf", ir.INTEGER, _S, _S),
    "pad_left": _support("padLeft", ir.STRING, _S, _I, _S),
    "pad_right": _support("padRight", ir.STRING, _S, _I, _S),
    "mask": _mask,
    "hash": _support("sha256", ir.STRING, _S),
}
