"""The functions on lists, sets and maps."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.lower.conditions import lower_condition
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.functions.arguments import Arguments, Lowering, support_call
from nexflow_codegen.lower.functions.numbers import extreme
from nexflow_codegen.lower.values import JavaValue, bound, call, of_int


def _predicate(arguments: Arguments, element: ir.JavaType) -> tuple[str, bool]:
    name, body, scope = arguments.over_element(1, element)
    test = lower_condition(body, scope)
    return f"{name} -> {test.code}", test.fallible


def _mapper(arguments: Arguments, element: ir.JavaType) -> tuple[str, JavaValue]:
    name, body, scope = arguments.over_element(1, element)
    value = lower_expression(body, scope)
    return f"{name} -> {value.or_null()}", value


def _matching(method: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        values, element = arguments.collection()
        predicate, fallible = _predicate(arguments, element)
        code = f"{values.receiver}.stream().{method}({predicate})"
        return call(code, ir.BOOLEAN, values, fallible=fallible)

    return lower


def _count(arguments: Arguments) -> JavaValue:
    values, element = arguments.collection()
    if len(arguments) == 1:
        return of_int(f"{values.receiver}.size()", values)
    predicate, fallible = _predicate(arguments, element)
    code = f"{values.receiver}.stream().filter({predicate}).count()"
    return call(code, ir.INTEGER, values, fallible=fallible)


def _size(arguments: Arguments) -> JavaValue:
    value = arguments.value(0)
    if not isinstance(value.type, ir.ListOf | ir.SetOf | ir.MapOf):
        raise Unsupported("`size` of this type")
    return of_int(f"{value.receiver}.size()", value)


def _filter(arguments: Arguments) -> JavaValue:
    values, element = arguments.collection()
    predicate, fallible = _predicate(arguments, element)
    if not isinstance(values.type, ir.ListOf):
        raise Unsupported("`filter` of a set")
    return call(
        f"{values.receiver}.stream().filter({predicate}).toList()",
        values.type,
        values,
        fallible=fallible,
    )


def _find(arguments: Arguments) -> JavaValue:
    values, element = arguments.collection()
    predicate, fallible = _predicate(arguments, element)
    code = f"{values.receiver}.stream().filter({predicate}).findFirst().orElse(null)"
    return _found(arguments, code, element, values, fallible=fallible)


def _found(
    arguments: Arguments,
    code: str,
    element: ir.JavaType,
    values: JavaValue,
    *,
    fallible: bool = False,
) -> JavaValue:
    """Return an element that may not be there, of a collection that may not be there."""
    if values.nullable:
        code = f"{' && '.join(values.guards)} ? {code} : null"
    return bound(arguments.unit, code, element, fallible=fallible or values.fallible)


def _map(arguments: Arguments) -> JavaValue:
    values, element = arguments.collection()
    mapper, value = _mapper(arguments, element)
    if value.nullable:
        raise Unsupported("`map` to values that may be null")
    if value.is_null or not isinstance(values.type, ir.ListOf):
        raise Unsupported("`map` over a set")
    type_ = arguments.unit.type_name(value.type, nullable=True)
    code = f"{values.receiver}.stream().<{type_}>map({mapper}).toList()"
    return call(code, ir.ListOf(value.type), values, fallible=value.fallible)


def _mapped(arguments: Arguments) -> tuple[JavaValue, str, JavaValue]:
    """Return a collection, code of a stream of its values or of its mapped values, and one value."""
    values, element = arguments.collection()
    if len(arguments) == 1:
        return values, f"{values.receiver}.stream()", JavaValue("", element)
    mapper, value = _mapper(arguments, element)
    type_ = arguments.unit.type_name(value.type, nullable=True)
    return values, f"{values.receiver}.stream().<{type_}>map({mapper})", value


def _aggregate(name: str) -> Lowering:
    """Lower a sum or a mean; nulls are skipped, and that of none is null."""

    def lower(arguments: Arguments) -> JavaValue:
        values, stream, value = _mapped(arguments)
        cls = {Kind.INTEGER: "Integers", Kind.DECIMAL: "Decimals", Kind.DOUBLE: "Doubles"}.get(
            ir.kind_of(value.type)  # type: ignore[arg-type]
        )
        if cls is None:
            raise Unsupported(f"`{name}` of values that are no numbers")
        result = value.type if name == "sum" else ir.DOUBLE if cls == "Doubles" else ir.DECIMAL
        if isinstance(result, ir.Basic):
            result = ir.Basic(result.kind)
        code = f"{arguments.unit.support('Lists', name + cls)}({stream})"
        return _found(arguments, code, result, values, fallible=True)

    return lower


def _extreme(*, greatest: bool) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        first = arguments.operand(0)
        if not isinstance(first.type, ir.ListOf | ir.SetOf):
            operands = [arguments.operand(index) for index in range(len(arguments))]
            return extreme(operands, greatest=greatest, unit=arguments.unit)
        values, stream, value = _mapped(arguments)
        if not isinstance(value.type, ir.Basic) or value.type.kind in (
            Kind.BOOLEAN,
            Kind.BYTES,
            Kind.UUID,
        ):
            raise Unsupported("the greatest or least of values without an order")
        member = "greatest" if greatest else "least"
        code = f"{arguments.unit.support('Lists', member)}({stream})"
        return _found(arguments, code, value.type, values, fallible=value.fallible)

    return lower


def _end(position: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        values, element = arguments.collection()
        if not isinstance(values.type, ir.ListOf):
            raise Unsupported(f"`{position}` of a set")
        code = f"{arguments.unit.support('Lists', position)}({values.or_null()})"
        return bound(arguments.unit, code, element, fallible=values.fallible)

    return lower


def _distinct(arguments: Arguments) -> JavaValue:
    values, element = arguments.collection()
    if ir.kind_of(element) is Kind.DECIMAL or not isinstance(values.type, ir.ListOf):
        raise Unsupported("`distinct` of this type")
    return call(f"{values.receiver}.stream().distinct().toList()", values.type, values)


def _reverse(arguments: Arguments) -> JavaValue:
    values, _element = arguments.collection()
    return support_call(arguments, "Lists", "reversed", values.type, values)


def _slice(arguments: Arguments) -> JavaValue:
    values, _element = arguments.collection()
    bounds = [arguments.of_kind(index, Kind.INTEGER) for index in range(1, len(arguments))]
    if len(bounds) == 1:
        bounds.append(JavaValue("Long.MAX_VALUE", ir.INTEGER))
    return support_call(arguments, "Lists", "slice", values.type, values, *bounds)


def _sort(arguments: Arguments) -> JavaValue:
    values, element = arguments.collection()
    if len(arguments) > 1 or not isinstance(element, ir.Basic):
        raise Unsupported("`sort` by an expression")
    return call(f"{values.receiver}.stream().sorted().toList()", values.type, values)


def _contains_key(arguments: Arguments) -> JavaValue:
    target, key = arguments.value(0), arguments.value(1)
    if not isinstance(target.type, ir.MapOf):
        raise Unsupported("`contains_key` of a value that is no map")
    return call(f"{target.receiver}.containsKey({key.code})", ir.BOOLEAN, target, key)


def _entries(method: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        target = arguments.value(0)
        if not isinstance(target.type, ir.MapOf):
            raise Unsupported("the keys or values of a value that is no map")
        element = target.type.key if method == "keySet" else target.type.value
        list_class = arguments.unit.use("java.util.List")
        return call(
            f"{list_class}.copyOf({target.receiver}.{method}())", ir.ListOf(element), target
        )

    return lower


LOWERINGS: dict[str, Lowering] = {
    "any": _matching("anyMatch"),
    "all": _matching("allMatch"),
    "none": _matching("noneMatch"),
    "count": _count,
    "size": _size,
    "sum": _aggregate("sum"),
    "avg": _aggregate("avg"),
    "min": _extreme(greatest=False),
    "max": _extreme(greatest=True),
    "filter": _filter,
    "find": _find,
    "map": _map,
    "sort": _sort,
    "distinct": _distinct,
    "first": _end("first"),
    "last": _end("last"),
    "reverse": _reverse,
    "slice": _slice,
    "contains_key": _contains_key,
    "keys": _entries("keySet"),
    "values": _entries("values"),
}
