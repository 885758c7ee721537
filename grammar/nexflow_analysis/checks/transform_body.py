"""NX301, NX302, NX156: the assignments of a transform against its output."""

from nexflow_analysis import types as t
from nexflow_analysis.definitions import TransformDefinition
from nexflow_analysis.diagnostics import Diagnostic, LocalFix, Replacement, Severity
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.report import Reporter
from nexflow_analysis.transforms import (
    Shape,
    scope_of,
    shape_of,
    statements_of,
    target_of,
    typed_statements,
    uses_of,
)
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.types import Assignment, Require


def check_transform_body(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check every expression of a transform, and what its assignments make of the output."""
    if segment.kind != "transform" or segment.head is None or segment.name is None:
        return
    definition = lookup.find(TransformDefinition, "transform", segment.name.text)
    if definition is None:
        return
    shape = shape_of(definition, lookup)
    scope = scope_of(definition, shape, lookup)
    _check_validations(segment, scope, reporter)
    for entry, node, _scope, typed in typed_statements(segment, definition, lookup, reporter):
        if isinstance(node, Assignment):
            _check_assignment(segment, entry, node, shape, typed, lookup, reporter)
    _check_missing(segment, definition, shape, lookup, reporter)


def _check_validations(segment: Segment, scope: Scope, reporter: Reporter) -> None:
    assert segment.head is not None
    for part in segment.head.every("validate_input"):
        for child in part.children:
            if isinstance(child.node, Require):
                inference = Inference(scope, reporter.at(child))
                inference.condition(child.node.condition, "what `require` demands")


def _check_assignment(
    segment: Segment,
    entry: Entry,
    node: Assignment,
    shape: Shape,
    typed: t.Typed,
    lookup: Lookup,
    reporter: Reporter,
) -> None:
    name = target_of(node)
    target = shape.result if name == "result" else None
    if target is None:
        if shape.output is None or shape.output.open:
            return
        field = shape.output.field(name)
        if field is None:
            if not _is_used(segment, name):
                _report_unknown(entry, node, name, shape.output, reporter)
            return
        if len(node.target.names) > 1:
            return
        target = lookup.deep(field.type)
    literal = isinstance(node.value, e.Number | e.Text)
    problem = fit_problem(typed, target, literal=literal)
    if problem and not entry.broken:
        message = f"this does not fit the output `{name}`: {problem}"
        fixes: tuple[LocalFix, ...] = ()
        if (
            typed.type == t.STRING
            and isinstance(target, t.Scalar)
            and target.name in ("date", "uuid")
        ):
            change = (
                Replacement(node.value.start, node.value.start, f"{target.name}("),
                Replacement(node.value.end, node.value.end, ")"),
            )
            fixes = (LocalFix(f"Convert it with `{target.name}(…)`", change, safe=False),)
        reporter.add(entry, node.value, "NX156", message, fixes=fixes)


def _is_used(segment: Segment, name: str) -> bool:
    """Tell whether another statement uses a name: then it is a `let` written without the word."""
    wanted = {normal(name)}
    return any(uses_of(node, wanted) for _entry, node in statements_of(segment))


def _report_unknown(
    entry: Entry, node: Assignment, name: str, output: t.Record, reporter: Reporter
) -> None:
    if entry.broken:
        return
    names = [field.name for field in output.fields]
    owner = f"`{output.name}`" if output.name else "the output"
    word = node.target.names[0]
    near = nearest(name, names)
    fixes: tuple[LocalFix, ...] = ()
    if near is not None:
        fixes = (
            LocalFix(f"Write `{near}`", (Replacement(word.start, word.end, near),), safe=False),
        )
    message = f"{owner} has no field `{name}`{suggestion(name, names)}"
    reporter.add(entry, word, "NX301", message, fixes=fixes)


def _check_missing(
    segment: Segment,
    definition: TransformDefinition,
    shape: Shape,
    lookup: Lookup,
    reporter: Reporter,
) -> None:
    head, name = segment.head, segment.name
    if head is None or name is None or shape.output is None or shape.output.open:
        return
    if head.first("compose", "on_change") is not None or not head.first("apply", "mappings"):
        return
    assigned = {normal(target) for target in definition.assigned}
    assigned |= _meant(segment, shape.output)
    defaults = _with_default(definition, lookup)
    missing = [
        field.name
        for field in shape.output.fields
        if not field.nullable
        and normal(field.name) not in assigned
        and normal(field.name) not in defaults
        and not _copied(field, shape, definition, lookup)
    ]
    if not missing:
        return
    written = ", ".join(f"`{field}`" for field in missing)
    plural = "s" if len(missing) > 1 else ""
    message = (
        f"the required output{plural} {written} of `{name.text}` "
        f"{'are' if plural else 'is'} not assigned; assign {'them' if plural else 'it'} in `apply`"
    )
    fix = _missing_fix(head, missing)
    reporter.diagnostics.append(
        Diagnostic(name.start, name.end, "NX302", Severity.ERROR, message, fix)
    )


def _meant(segment: Segment, output: t.Record) -> set[str]:
    """Return the outputs that a misspelled assignment means: one mistake, one diagnostic."""
    names = [field.name for field in output.fields]
    targets = [
        target_of(node) for _e, node in statements_of(segment) if isinstance(node, Assignment)
    ]
    near = [nearest(target, names) for target in targets if output.field(target) is None]
    return {normal(name) for name in near if name is not None}


def _missing_fix(head: Entry, missing: list[str]) -> tuple[LocalFix, ...]:
    part = head.first("apply", "mappings")
    if part is None or not part.children:
        return ()
    at = part.children[-1].end
    lines = "".join(f"\n        {name} = null" for name in missing)
    return (LocalFix("Write the missing assignments", (Replacement(at, at, lines),), safe=False),)


def _with_default(definition: TransformDefinition, lookup: Lookup) -> set[str]:
    fields = definition.outputs
    if isinstance(definition.output_type, t.Named):
        schema = lookup.schema(definition.output_type.name)
        if schema is not None:
            fields = schema.fields
            computed = {normal(name) for name, _expression in schema.computed}
            return computed | {normal(f.name) for f in fields if f.default is not None}
    return {normal(field.name) for field in fields if field.default is not None}


def _copied(
    field: t.RecordField, shape: Shape, definition: TransformDefinition, lookup: Lookup
) -> bool:
    """Tell whether a field is copied from the input by its name."""
    if shape.input.open:
        return True
    found = shape.input.field(field.name)
    if definition.output_type is None or found is None:
        return False
    value = t.Typed(lookup.deep(found.type), found.nullable)
    return not found.nullable and not fit_problem(value, lookup.deep(field.type))
