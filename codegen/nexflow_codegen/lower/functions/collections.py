"""The functions on lists, sets and maps."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.types import Kind
from nexflow_codegen.lower.conditions import contains, lower_condition
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import lower_expression
from nexflow_codegen.lower.functions.arguments import Arguments, Lowering, support_call
from nexflow_codegen.lower.functions.numbers import extreme
from nexflow_codegen.lower.projections import is_projection
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, bound, call, of_int
from nexflow_grammar.tree import expressions as e

_Source = ir.ListOf | ir.SetOf
_UNORDERED = (Kind.BYTES, Kind.NULL, None)


def _predicate(arguments: Arguments, source: _Source) -> tuple[str, bool]:
    name, body, scope = arguments.over_element(1, source)
    test = lower_condition(body, scope)
    return f"{name} -> {test.code}", test.fallible


def _mapper(
    arguments: Arguments, source: _Source, expected: ir.JavaType | None = None
) -> tuple[str, JavaValue]:
    name, body, scope = arguments.over_element(1, source)
    value = lower_expression(body, scope.expecting(expected))
    if isinstance(expected, ir.RecordOf) and value.type != expected:
        value = convert(value, expected, arguments.unit, nullable=value.nullable, name="map")
    return f"{name} -> {value.or_null()}", value


def _about_elements(arguments: Arguments) -> Arguments:
    """Read `any(xs.f == 1)` as `any(xs, f == 1)`: a sole comparison about a field of a list."""
    nodes = arguments.nodes
    if len(nodes) != 1 or not isinstance(nodes[0], e.Binary):
        return arguments
    test = nodes[0]
    if not isinstance(test.left, e.Member) or isinstance(test.left.target, e.Each):
        return arguments
    owner, field = test.left.target, test.left.name
    if not isinstance(lower_expression(owner, arguments.scope).type, _Source):
        return arguments
    left = e.Name(field.start, field.end, field.text)
    predicate = e.Binary(test.start, test.end, test.operator, left, test.right)
    return arguments.with_nodes(owner, predicate)


def _over_booleans(arguments: Arguments, source: _Source) -> tuple[str, bool]:
    """Return the predicate; without one, the elements themselves are true or false."""
    if arguments.has(1):
        return _predicate(arguments, source)
    if ir.kind_of(source.element) is not Kind.BOOLEAN:
        raise Unsupported(f"`{arguments.node.function.text}` without a predicate")
    return "Boolean.TRUE::equals", False


def _matching(method: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        arguments = _about_elements(arguments)
        values, source = arguments.collection()
        predicate, fallible = _over_booleans(arguments, source)
        code = f"{values.receiver}.stream().{method}({predicate})"
        return call(code, ir.BOOLEAN, values, fallible=fallible)

    return lower


def _count(arguments: Arguments) -> JavaValue:
    arguments = _about_elements(arguments)
    values, source = arguments.collection()
    # `count(xs[].f > 3)`: how often it holds.
    tested = arguments.has(1) or is_projection(arguments.nodes[0], of_tests=True)
    if not tested:
        return of_int(f"{values.receiver}.size()", values)
    predicate, fallible = _over_booleans(arguments, source)
    code = f"{values.receiver}.stream().filter({predicate}).count()"
    return call(code, ir.INTEGER, values, fallible=fallible)


def _size(arguments: Arguments) -> JavaValue:
    value = arguments.value(0)
    if not isinstance(value.type, ir.ListOf | ir.SetOf | ir.MapOf):
        raise Unsupported("`size` of this type")
    return of_int(f"{value.receiver}.size()", value)


def _filter(arguments: Arguments) -> JavaValue:
    values, source = arguments.collection()
    predicate, fallible = _predicate(arguments, source)
    end = "toList()"
    if isinstance(source, ir.SetOf):
        collectors = arguments.unit.use("java.util.stream.Collectors")
        end = f"collect({collectors}.toUnmodifiableSet())"
    code = f"{values.receiver}.stream().filter({predicate}).{end}"
    return call(code, source, values, fallible=fallible)


def _find(arguments: Arguments) -> JavaValue:
    values, source = arguments.collection()
    predicate, fallible = _predicate(arguments, source)
    code = f"{values.receiver}.stream().filter({predicate}).findFirst().orElse(null)"
    if isinstance(source, ir.ListOf) and source.holds_nulls:  # which `findFirst` does not take
        code = f"{arguments.unit.support('Lists', 'find')}({values.code}, {predicate})"
    return _found(arguments, code, source.element, values, fallible=fallible)


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
    values, source = arguments.collection()
    wanted = arguments.scope.expected
    expected = wanted.element if isinstance(wanted, ir.ListOf | ir.SetOf) else None
    mapper, value = _mapper(arguments, source, expected)
    if value.is_null:
        raise Unsupported("`map` to nothing but null")
    type_ = arguments.unit.type_name(value.type, nullable=True)
    code = f"{values.receiver}.stream().<{type_}>map({mapper}).toList()"
    return call(code, ir.ListOf(value.type, value.nullable), values, fallible=value.fallible)


def _flat_map(arguments: Arguments) -> JavaValue:
    values, source = arguments.collection()
    name, body, scope = arguments.over_element(1, source)
    value = lower_expression(body, scope)
    if not isinstance(value.type, ir.ListOf | ir.SetOf):
        raise Unsupported("`flat_map` to values that are no lists")
    stream = f"{value.receiver}.stream()"
    if value.nullable:  # Java takes null for an empty stream
        stream = f"{' && '.join(value.guards)} ? {stream} : null"
    type_ = arguments.unit.type_name(value.type.element, nullable=True)
    code = f"{values.receiver}.stream().<{type_}>flatMap({name} -> {stream}).toList()"
    nulls = isinstance(value.type, ir.ListOf) and value.type.holds_nulls
    return call(code, ir.ListOf(value.type.element, nulls), values, fallible=value.fallible)


def _mapped(arguments: Arguments) -> tuple[JavaValue, str, JavaValue]:
    """Return a collection, code of a stream of its values or of its mapped values, and one value."""
    values, source = arguments.collection()
    if not arguments.has(1):
        return values, f"{values.receiver}.stream()", JavaValue("", source.element)
    mapper, value = _mapper(arguments, source)
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
        if ir.kind_of(value.type) in _UNORDERED:
            raise Unsupported("the greatest or least of values without an order")
        member = "greatest" if greatest else "least"
        cls = "Texts" if ir.kind_of(value.type) is Kind.STRING else "Lists"
        code = f"{arguments.unit.support(cls, member)}({stream})"
        return _found(arguments, code, value.type, values, fallible=value.fallible)

    return lower


def _end(position: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        values, source = arguments.collection()
        if isinstance(source, ir.SetOf):
            raise Unsupported(f"`{position}` of a set, which has no order; sort it first")
        code = f"{arguments.unit.support('Lists', position)}({values.or_null()})"
        return bound(arguments.unit, code, source.element, fallible=values.fallible)

    return lower


def _distinct(arguments: Arguments) -> JavaValue:
    values, source = arguments.collection()
    if isinstance(source, ir.SetOf):
        return values
    if ir.kind_of(source.element) in (Kind.DECIMAL, Kind.BYTES):
        member = "distinct" if ir.kind_of(source.element) is Kind.DECIMAL else "distinctBytes"
        return support_call(arguments, "Lists", member, source, values)
    return call(f"{values.receiver}.stream().distinct().toList()", source, values)


def _reverse(arguments: Arguments) -> JavaValue:
    values, source = arguments.collection()
    if isinstance(source, ir.SetOf):
        raise Unsupported("`reverse` of a set, which has no order; sort it first")
    return support_call(arguments, "Lists", "reversed", source, values)


def _slice(arguments: Arguments) -> JavaValue:
    values, source = arguments.collection()
    if isinstance(source, ir.SetOf):
        raise Unsupported("`slice` of a set, which has no order; sort it first")
    bounds = [arguments.of_kind(1, Kind.INTEGER)]
    more = arguments.has(2)
    bounds.append(
        arguments.of_kind(2, Kind.INTEGER) if more else JavaValue("Long.MAX_VALUE", ir.INTEGER)
    )
    return support_call(arguments, "Lists", "slice", source, values, *bounds)


def _sort(arguments: Arguments) -> JavaValue:
    """Sort by the elements or by an expression over each; nulls come first, or last if descending."""
    values, source = arguments.collection()
    order = arguments.nodes[2] if arguments.has(2) else None
    key, mapper = JavaValue("", source.element), ""
    if order is None and _is_order(arguments, 1):
        order = arguments.nodes[1]
    elif arguments.has(1):
        mapper, key = _mapper(arguments, source)
    if ir.kind_of(key.type) in _UNORDERED:
        raise Unsupported("`sort` by values without an order")
    word = order.value if isinstance(order, e.Text) else getattr(order, "text", "asc")
    if word not in ("asc", "desc"):
        raise Unsupported(f"`sort` in the order `{word}`; write `asc` or `desc`")
    nulls = isinstance(source, ir.ListOf) and source.holds_nulls
    order_of = _comparator(
        arguments.unit, word, ir.kind_of(key.type), nulls=key.nullable or (nulls and not mapper)
    )
    if mapper:
        types = [arguments.unit.type_name(one, nullable=True) for one in (source.element, key.type)]
        comparator = arguments.unit.use("java.util.Comparator")
        order_of = f"{comparator}.<{', '.join(types)}>comparing({mapper}, {order_of})"
    code = f"{values.receiver}.stream().sorted({order_of}).toList()"
    return call(code, ir.ListOf(source.element, nulls), values, fallible=key.fallible)


def _comparator(unit: Unit, word: str, kind: Kind | None, *, nulls: bool) -> str:
    comparator = unit.use("java.util.Comparator")
    order = f"{comparator}.{'naturalOrder' if word == 'asc' else 'reverseOrder'}()"
    if kind is Kind.STRING:
        order = unit.support("Texts", "compare").replace(".compare", "::compare")
        if word == "desc":
            order = f"{unit.use('java.util.Collections')}.reverseOrder({order})"
    if not nulls:
        return order
    return f"{comparator}.nulls{'First' if word == 'asc' else 'Last'}({order})"


def _is_order(arguments: Arguments, index: int) -> bool:
    if not arguments.has(index):
        return False
    node = arguments.nodes[index]
    return isinstance(node, e.Name) and node.text in ("asc", "desc")


def _contains_key(arguments: Arguments) -> JavaValue:
    target = arguments.value(0)
    if not isinstance(target.type, ir.MapOf):
        raise Unsupported("`contains_key` of a value that is no map")
    key = arguments.as_type(1, target.type.key)
    return call(f"{target.receiver}.containsKey({key.code})", ir.BOOLEAN, target, key)


def _entries(method: str) -> Lowering:
    def lower(arguments: Arguments) -> JavaValue:
        target = arguments.value(0)
        if not isinstance(target.type, ir.MapOf):
            raise Unsupported("the keys or values of a value that is no map")
        element = target.type.key if method == "keySet" else target.type.value
        list_class = arguments.unit.use("java.util.List")
        code = f"{list_class}.copyOf({target.receiver}.{method}())"
        return call(code, ir.ListOf(element), target)

    return lower


def _contains(arguments: Arguments) -> JavaValue:
    return contains(arguments.value(0), arguments.operand(1), arguments.unit)


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
    "flat_map": _flat_map,
    "sort": _sort,
    "distinct": _distinct,
    "first": _end("first"),
    "last": _end("last"),
    "reverse": _reverse,
    "slice": _slice,
    "contains": _contains,
    "contains_key": _contains_key,
    "keys": _entries("keySet"),
    "values": _entries("values"),
}
