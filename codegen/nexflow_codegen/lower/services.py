"""Services of a `.rules` file: static methods of the user's own classes, waited for with a limit."""

from __future__ import annotations

from nexflow_analysis.definitions import NamedDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.convert import NULL_VALUE, convert
from nexflow_codegen.lower.durations import duration_code, grouped, millis
from nexflow_codegen.lower.expressions import operand
from nexflow_codegen.lower.scope import JavaScope
from nexflow_codegen.lower.values import JavaValue, bound
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Keyword, Node, Phrase, Word

_TIMEOUT = 5_000
_CACHE_SIZE = 10_000


def lower_service_call(
    service: NamedDefinition,
    given: list[JavaValue],
    named: dict[str, e.Expression],
    scope: JavaScope,
) -> JavaValue:
    """Lower a call of a service: it blocks, so that what calls it is run on threads of its own."""
    unit = scope.unit
    node = _declared(unit.context, service)
    cls, method = class_and_method(unit.context, service)
    options = _options(node)
    arguments: list[str] = []
    for number, field in enumerate(service.parameters or ()):
        written = named.get(normal(field.name))
        value = given[number] if number < len(given) else NULL_VALUE
        if written is not None:
            value = operand(written, scope)
        type_ = unit.context.java_type(field.type)
        taken = convert(value, type_, unit, nullable=False, name=field.name)
        arguments.append(taken.or_null())
    returns = unit.context.java_type(service.returns)
    target = unit.use_own(ir.ClassName(unit.context.package, cls))
    call = f"{target}.{method}({', '.join(arguments)})"
    unit.wait(f"the service `{service.name}`")
    timeout = millis(options["timeout"]) if "timeout" in options else _TIMEOUT
    retries = options.get("retry")
    tries = int(retries.value) + 1 if isinstance(retries, e.Number) else 1
    asked = "Services.future" if service.mode == "async" else "Services.call"
    member = asked.partition(".")[2]
    code = (
        f"{unit.support('Services', member)}({string_literal(service.name)}, () -> {call}, "
        f"{grouped(timeout)}L, {tries})"
    )
    code = _cached(node, service, code, arguments, scope)
    code = _or_fallback(options, code, returns, scope)
    return bound(unit, code, returns, fallible=True)


def class_and_method(context: Context, service: NamedDefinition) -> tuple[str, str]:
    """Return the class and the static method that a service names."""
    cls, method = (word.text for word in _declared(context, service).every(Word)[1:3])
    return cls, method


def _declared(context: Context, service: NamedDefinition) -> Phrase:
    """Return the statement that declares a service."""
    for declared in context.lookup.declared("service", service.name):
        head = declared.segment.head if declared.segment is not None else None
        for entry in head.every("service") if head is not None else ():
            node = entry.node
            if isinstance(node, Phrase) and normal(node.every(Word)[0].text) == normal(
                service.name
            ):
                return _with_options(entry, node)
    raise Unsupported(f"the service `{service.name}`, which is not declared")


def _with_options(entry: Entry, node: Phrase) -> Phrase:
    """Return a service with the options that stand on lines of their own."""
    more = tuple(child.node for child in entry.children if isinstance(child.node, Phrase))
    return Phrase(node.start, node.end, node.rule, (*node.parts, *more))


def _options(node: Phrase) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for part in node.every(Phrase):
        word = part.first(Keyword)
        if part.rule == "service_option" and word is not None:
            found[word.text] = part.parts[-1]
    return found


def _cached(
    node: Phrase, service: NamedDefinition, code: str, arguments: list[str], scope: JavaScope
) -> str:
    """Return a call that is asked once for equal arguments within the time of `cached(…)`."""
    mode = node.phrase("service_mode")
    ttl = mode.first(e.Duration) if mode is not None else None
    if ttl is None:
        return code
    unit = scope.unit
    value = unit.type_name(unit.context.java_type(service.returns), nullable=True)
    listed = unit.use("java.util.List")
    cache = unit.support("LookupCache")
    type_ = f"{cache}<{listed}<Object>, {value}>"
    made = f"new {cache}<>({grouped(_CACHE_SIZE)}, {duration_code(millis(ttl), unit)})"
    name = unit.constant(type_, f"{normal(service.name).upper()}_CACHE", made)
    key = f"{listed}.of({', '.join(arguments)})"
    return f"{unit.support('Services', 'cached')}({name}, {key}, () -> {code})"


def _or_fallback(
    options: dict[str, Node], code: str, returns: ir.JavaType, scope: JavaScope
) -> str:
    written = options.get("fallback")
    if not isinstance(written, e.Expression):
        return code
    value = convert(operand(written, scope), returns, scope.unit, nullable=True, name="fallback")
    member = scope.unit.support("Services", "orElse")
    return f"{member}(() -> {code}, {value.boxed()})"
