"""NX121: a field declared twice. NX156: defaults."""

from nexflow_analysis import types as t
from nexflow_analysis.assignment import Target, check_value
from nexflow_analysis.declare.fields import field_of
from nexflow_analysis.diagnostics import Here
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.report import Reporter
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word
from nexflow_grammar.tree.types import Assignment, Field

_NESTED = ("nested", "input_group")
#: The parts of other definitions that list fields; a field stands once in all parts of a row.
_FIELDS = (("input_block",), ("output_block",), ("params",), ("given",), ("return",))
_Declared = dict[str, tuple[Entry, Word, t.Type | None]]


def check_schema_fields(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the fields of a schema, and what a transform, a table or a rule takes and makes."""
    if segment.head is None or segment.name is None:
        return
    head = segment.head
    if segment.kind != "schema":
        for rules in _FIELDS:
            seen: _Declared = {}
            for part in head.every(*rules):
                _check_fields(part.children, seen, lookup, reporter)
        return
    identity: _Declared = {}
    fields: _Declared = {}
    for part in head.every("identity"):
        _check_fields(part.children, identity, lookup, reporter)
    for part in head.every("fields"):
        _check_fields(part.children, fields, lookup, reporter)
    _check_fields(tuple(head.every("field", "nested")), fields, lookup, reporter)
    _check_repeated(identity, fields, reporter)
    for part in head.every("computed"):
        _check_fields(part.children, {**identity, **fields}, lookup, reporter)


def _check_fields(
    entries: tuple[Entry, ...], seen: _Declared, lookup: Lookup, reporter: Reporter
) -> None:
    """Check fields that stand side by side, and those inside them. seen: those before."""
    for entry in entries:
        word, type_ = _name_and_type(entry)
        if word is None:
            continue
        known = seen.setdefault(normal(word.text), (entry, word, type_))
        if known[0] is not entry:  # equal fields share their nodes
            message = f"the field `{word.text}` is declared twice; remove or rename one of the two"
            _report_twice(entry, word, known, message, reporter)
        if isinstance(entry.node, Field):
            _check_default(entry, entry.node, lookup, reporter)
        elif entry.rule in _NESTED:
            _check_fields(entry.children, {}, lookup, reporter)


def _name_and_type(entry: Entry) -> tuple[Word | None, t.Type | None]:
    node = entry.node
    if isinstance(node, Field):
        return node.name, field_of(node).type
    if isinstance(node, Assignment):
        return node.target.names[0], None
    if entry.rule in _NESTED and isinstance(node, Phrase):
        return node.first(Word), None
    return None, None


def _check_repeated(identity: _Declared, fields: _Declared, reporter: Reporter) -> None:
    """Check that what `fields` repeats of `identity` has the same type."""
    for name in identity.keys() & fields.keys():
        entry, word, type_ = fields[name]
        first = identity[name][2]
        if first != type_:
            message = (
                f"`{word.text}` is {type_} here and {first} in `identity`; give it one type, or "
                "declare it once"
            )
            _report_twice(entry, word, identity[name], message, reporter)


def _report_twice(
    entry: Entry,
    word: Word,
    known: tuple[Entry, Word, t.Type | None],
    message: str,
    reporter: Reporter,
) -> None:
    start = known[0].start
    other = Here(start + known[1].start, start + known[1].end, "declared here too")
    if not entry.broken:
        reporter.add(entry, word, "NX121", message, related=(other,))


def _check_default(entry: Entry, node: Field, lookup: Lookup, reporter: Reporter) -> None:
    definition = field_of(node)
    default = definition.default
    if default is None or entry.broken:
        return
    if isinstance(default, e.Name) and definition.constraint("values"):
        return  # one of the values, without quotes
    inference = Inference(Scope(lookup), reporter.at(entry))
    inference.infer(default)
    value = t.Typed(lookup.deep(definition.type), nullable=True)
    said = f"the default of `{definition.name}` does not fit its type"
    target = Target(value, f"`{definition.name}`", said, comparing=True)
    check_value(inference, default, target)
