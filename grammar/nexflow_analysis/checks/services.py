"""NX121, NX156, NX158, NX406: the parameters and options of services and actions."""

from collections.abc import Iterator

from nexflow_analysis.assignment import Target, check_value
from nexflow_analysis.checks.schema_parts import check_once
from nexflow_analysis.diagnostics import Here
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.report import Reporter
from nexflow_analysis.types import Typed, type_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.expressions import Expression
from nexflow_grammar.tree.nodes import Keyword, Phrase, Word
from nexflow_grammar.tree.types import Field, TypeNode


def check_services(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the parameters of services and actions, and what stands in for the answers of services."""
    if segment.kind not in ("services", "actions") or segment.head is None:
        return
    for entry in segment.head.every("service", "action"):
        if isinstance(entry.node, Phrase) and not entry.broken:
            _check_parameters(entry, entry.node, reporter)
            _check_fallback(entry, entry.node, lookup, reporter)
            words = [(place, part.first(Keyword)) for place, part in _options(entry, entry.node)]
            named = ((word.text, place, word) for place, word in words if word is not None)
            check_once(named, reporter, "NX406", "service")


def _check_parameters(entry: Entry, node: Phrase, reporter: Reporter) -> None:
    taken = node.phrase("parameters")
    first: dict[str, Word] = {}
    for parameter in taken.every(Field) if taken is not None else ():
        name = parameter.name
        known = first.setdefault(normal(name.text), name)
        if known is not name:
            message = f"there are two parameters `{name.text}`; give one of them another name"
            start, end = entry.start + known.start, entry.start + known.end
            related = (Here(start, end, "the first is here"),)
            reporter.add(entry, name, "NX121", message, related=related)


def _check_fallback(entry: Entry, node: Phrase, lookup: Lookup, reporter: Reporter) -> None:
    name, answer = node.first(Word), node.first(TypeNode)
    if name is None or answer is None:
        return
    type_ = type_of(answer)
    value = Typed(lookup.deep(type_), nullable=True, constraints=lookup.constraints(type_))
    target = Target(value, f"the answer of `{name.text}`")
    for place, option in _options(entry, node):
        literal = option.first(Expression) if option.has("fallback") else None
        if literal is not None:
            inference = Inference(Scope(lookup), reporter.at(place))
            inference.infer(literal)
            check_value(inference, literal, target)


def _options(entry: Entry, node: Phrase) -> Iterator[tuple[Entry, Phrase]]:
    """Yield the options of a service, on its line and below it."""
    places = [(entry, part) for part in node.every(Phrase)]
    below = [(one, one.node) for one in entry.children if isinstance(one.node, Phrase)]
    for place, option in [*places, *below]:
        if option.rule == "service_option":
            yield place, option
