"""NX203, NX220, NX103, NX156, NX302: what a transform does on a change or an error, and how it is cached."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.assignment import Target, check_value
from nexflow_analysis.checks.schema_parts import check_word
from nexflow_analysis.definitions import TransformDefinition
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import normal
from nexflow_analysis.paths import follow, written_paths
from nexflow_analysis.process.settings import every_entry
from nexflow_analysis.reactions import reaction_of
from nexflow_analysis.report import Reporter
from nexflow_analysis.transforms import Shape, scope_of, shape_of, with_default
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Path, Phrase, Word, walk
from nexflow_grammar.tree.types import Assignment, Option

_WORDS = {
    "action": ("reject", "skip", "use_default", "raise"),
    "log_level": ("error", "warning", "info", "debug"),
}


def check_transform_reactions(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the parts of a transform that say when it runs again, and what an error does."""
    head, name = segment.head, segment.name
    if segment.kind != "transform" or head is None or name is None:
        return
    definition = lookup.find(TransformDefinition, "transform", name.text)
    if definition is None:
        return
    shape = shape_of(definition, lookup)
    for part in head.every("on_change"):
        _check_change(part, shape, scope_of(definition, shape, lookup), reporter)
    for part in head.every("cache_block"):
        _check_cache(part, shape.input, lookup, reporter)
    for entry in every_entry(head):
        _check_severity(entry, reporter)
    for part in head.every("on_error"):
        for child in part.children:
            if isinstance(child.node, Option) and not child.broken:
                scope = scope_of(definition, shape, lookup)
                _check_error(child, child.node, shape, scope, reporter)
        _check_defaults(part, head, definition, lookup, reporter)


def _check_defaults(
    part: Entry, head: Entry, definition: TransformDefinition, lookup: Lookup, reporter: Reporter
) -> None:
    """Check that every output which must have a value has one where a transform goes on with defaults."""
    reaction, shape = reaction_of(head), shape_of(definition, lookup)
    said = [child for child in part.children if _goes_on(child) and not child.broken]
    plain = reaction.action == "defaults" and reaction.default is None and not reaction.unknown
    if not said or not plain or shape.output is None or shape.output.open or shape.input.open:
        return
    defaults = with_default(definition, lookup)
    missing = [
        field.name
        for field in shape.output.fields
        if not field.nullable
        and normal(field.name) not in defaults
        and shape.input.field(field.name) is None
    ]
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        message = (
            f"nothing stands in for {names} where `{definition.name}` fails: it must have a value, and there is no "
            "default; give it one in the output, or `reject` the record"
        )
        reporter.add(said[-1], said[-1].node, "NX302", message)


def _goes_on(entry: Entry) -> bool:
    """Tell whether a line of `on_error` lets the record go on with defaults."""
    node = entry.node
    word = _word(node) if isinstance(node, Option) and node.name.text == "action" else None
    return entry.rule == "emit_defaults" or (word is not None and word.text == "use_default")


def _check_error(
    entry: Entry, node: Option, shape: Shape, scope: Scope, reporter: Reporter
) -> None:
    """Check what is done on an error."""
    word = _word(node) if node.name.text in _WORDS else None
    if word is not None:
        check_word(entry, word, node.name.text, _WORDS[node.name.text], reporter)
    elif node.name.text == "default":
        _check_default(entry, node, shape, scope, reporter)


def _check_severity(entry: Entry, reporter: Reporter) -> None:
    """Check how bad a check says that its failure is."""
    if entry.rule not in ("check", "check_clause") or entry.broken:
        return
    for clause in walk(entry.node):
        words = clause.every(Word) if isinstance(clause, Phrase) else []
        if len(words) > 1 and words[0].text == "severity":
            check_word(entry, words[1], "severity", _WORDS["log_level"][:3], reporter)


def _check_default(
    entry: Entry, node: Option, shape: Shape, scope: Scope, reporter: Reporter
) -> None:
    """Check what stands in for a result that cannot be computed."""
    value, made = node.value, shape.result or shape.output
    if made is None or not isinstance(value, e.Expression) or isinstance(value, e.Name):
        return
    inference = Inference(scope, reporter.at(entry))
    inference.infer(value)
    target = t.Typed(scope.lookup.deep(made), nullable=True)
    check_value(inference, value, Target(target, "the output", comparing=True))


def _word(node: Option) -> Word | None:
    value = node.value.parts[0] if isinstance(node.value, Phrase) else node.value
    if isinstance(value, e.Name):
        return Word(value.start, value.end, value.text)
    return value if isinstance(value, Word) else None


def _check_change(part: Entry, shape: Shape, scope: Scope, reporter: Reporter) -> None:
    fields = shape.output.fields if shape.output is not None else ()
    is_open = shape.input.open or shape.output is None or shape.output.open
    seen = t.Record("", (*shape.input.fields, *fields), is_open)
    names = part.node.phrase("name_list") if isinstance(part.node, Phrase) else None
    for path in names.every(Path) if names is not None and not part.broken else ():
        follow(seen, path.names, scope.lookup, part, reporter)
    scope = scope.inner({field.name: t.Typed(field.type, field.nullable) for field in fields})
    for block in part.every("recalculate"):
        for child in block.children:
            if isinstance(child.node, Assignment) and not child.broken:
                Inference(scope, reporter.at(child)).infer(child.node.value)
                if shape.output is not None:
                    follow(shape.output, child.node.target.names, scope.lookup, child, reporter)


def _check_cache(part: Entry, record: t.Record, lookup: Lookup, reporter: Reporter) -> None:
    for child in part.children:
        node = child.node
        if not isinstance(node, Option) or child.broken:
            continue
        value = node.value.parts[0] if isinstance(node.value, Phrase) else node.value
        if node.name.text == "ttl" and not isinstance(value, e.Duration | e.Placeholder):
            message = "`ttl` is a duration, such as `5 minutes`, and this is none"
            reporter.add(child, value, "NX220", message)
        elif node.name.text == "key":
            for names in written_paths(node.value):
                follow(record, names, lookup, child, reporter)
        elif node.name.text != "ttl":
            check_word(child, node.name, "cache option", ("ttl", "key"), reporter)
