"""NX301, NX302, NX156–NX158: the assignments of a transform against its output."""

from itertools import pairwise

from nexflow_analysis import types as t
from nexflow_analysis.assignment import Guard, Target, check_value, empty_value, written
from nexflow_analysis.definitions import TransformDefinition
from nexflow_analysis.diagnostics import Diagnostic, LocalFix, Replacement, Severity
from nexflow_analysis.fit import fit_problem
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.narrowing import path_of
from nexflow_analysis.paths import no_field
from nexflow_analysis.report import Reporter
from nexflow_analysis.transforms import (
    Evaluated,
    Shape,
    scope_of,
    shape_of,
    statements_of,
    target_of,
    typed_statements,
    uses_of,
    with_default,
)
from nexflow_analysis.validation import input_checks, validated
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import walk
from nexflow_grammar.tree.types import Assignment


def check_transform_body(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check every expression of a transform, and what its assignments make of the output."""
    if segment.kind != "transform" or segment.head is None or segment.name is None:
        return
    definition = lookup.find(TransformDefinition, "transform", segment.name.text)
    if definition is None:
        return
    shape = shape_of(definition, lookup)
    scope = scope_of(definition, shape, lookup)
    for entry, condition, before, what in input_checks(segment, scope):
        Inference(before, reporter.at(entry)).condition(condition, what)
    for statement in typed_statements(segment, definition, lookup, reporter):
        if isinstance(statement.node, Assignment):
            _check_assignment(segment, statement, statement.node, shape, reporter)
    known = validated(segment, definition, scope)
    _check_missing(segment, definition, shape, known, reporter)


def _check_assignment(
    segment: Segment, statement: Evaluated, node: Assignment, shape: Shape, reporter: Reporter
) -> None:
    entry, name, lookup = statement.entry, target_of(node), statement.scope.lookup
    if name == "result" and shape.result is not None:
        value = t.Typed(shape.result, nullable=True)
    else:
        if _is_value(shape) and not _is_used(segment, name) and not entry.broken:
            _report_no_result(entry, node, name, shape.result, reporter)
        if shape.output is None or shape.output.open:
            return
        field = shape.output.field(name)
        if field is None:
            if not _is_used(segment, name):
                _report_unknown(entry, node, name, shape.output, reporter)
            elif segment.head is not None and _is_applied(segment.head, entry):
                message = (
                    f"`{name}` is no output, and others use it: it is a `let` without the word"
                )
                fix = LocalFix("Write `let`", (Replacement(0, 0, "let "),))
                word, hint = node.target.names[0], Severity.HINT
                reporter.add(entry, word, "NX309", message, severity=hint, fixes=(fix,))
            return
        inner = _inside(lookup.value_of(field), statement, node, reporter)
        if inner is None:
            return
        value = inner
    if not entry.broken:
        guard = _guard(segment, statement, node)
        target = Target(value, f"the output `{node.target.text}`", guard=guard)
        check_value(statement.inference, node.value, target)


def _inside(
    value: t.Typed, statement: Evaluated, node: Assignment, reporter: Reporter
) -> t.Typed | None:
    """Return what the path of an assignment leads to inside an output; None where that is not there."""
    for before, word in pairwise(node.target.names):
        field = value.type.field(word.text) if isinstance(value.type, t.Record) else None
        if field is None:
            problem, fixes = no_field(before, word, value.type)
            if problem and not statement.entry.broken:
                reporter.add(statement.entry, word, "NX301", problem, fixes=fixes)
            return None
        value = statement.scope.lookup.value_of(field)
    return value


def _guard(segment: Segment, statement: Evaluated, node: Assignment) -> Guard:
    """Return what makes the fix that demands a field of the input before anything is computed."""
    outputs = {normal(target_of(other)) for _entry, other in statements_of(segment)}
    outputs.discard(normal(target_of(node)))

    def fixes(path: e.Expression) -> tuple[LocalFix, ...]:
        found = path_of(path)
        record = statement.scope.record
        simple = not any(isinstance(part, e.Index) for part in walk(path))
        if found is None or record is None or found[0] in outputs or not simple:
            return ()
        if found[0] != "input" and record.field(found[0]) is None:
            return ()
        return guard_fix(segment, written(path), statement.entry.start)

    return fixes


def guard_fix(segment: Segment, path: str, start: int) -> tuple[LocalFix, ...]:
    """Return the fix that requires a path of a transform's input; start: of the entry it is for."""
    head = segment.head
    body = head.first("apply", "mappings") if head is not None else None
    part = head.first("validate_input") if head is not None else None
    demand = f'require {path} is not null else "{path} is missing"'
    if part is not None and part.children:
        at, text = part.children[-1].end, f"\n        {demand}"
    elif part is None and body is not None:
        at, text = body.start, f"validate_input\n        {demand}\n    end\n    "
    else:
        return ()
    change = (Replacement(at - start, at - start, text),)
    return (LocalFix(f"Require that `{path}` is not null", change, safe=False),)


def _is_applied(head: Entry, entry: Entry) -> bool:
    """Tell whether a statement stands in `apply`, where lets may stand."""
    node = entry.node
    is_plain = isinstance(node, Assignment) and len(node.target.names) == 1
    return is_plain and any(entry is one for part in head.every("apply") for one in part.children)


def _is_used(segment: Segment, name: str) -> bool:
    """Tell whether another statement uses a name: then it is a `let` written without the word."""
    wanted = {normal(name)}
    return any(uses_of(node, wanted) for _entry, node in statements_of(segment))


def _is_value(shape: Shape) -> bool:
    """Tell whether a transform makes one value, of a known type."""
    return isinstance(shape.result, t.Scalar | t.Collection | t.Mapping)


def _report_no_result(
    entry: Entry, node: Assignment, name: str, result: t.Type | None, reporter: Reporter
) -> None:
    word = node.target.names[0]
    fix = LocalFix("Write `result`", (Replacement(word.start, word.end, "result"),), safe=False)
    message = f"`{name}` is no output: the output is one value of type {result}, which is assigned to `result`"
    reporter.add(entry, word, "NX301", message, fixes=(fix,))


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
    scope: Scope,
    reporter: Reporter,
) -> None:
    head, name, output = segment.head, segment.name, shape.output
    if head is None or name is None:
        return
    if head.first("compose", "on_change") is not None or not head.first("apply", "mappings"):
        return
    if _is_value(shape) and not any(
        isinstance(node, Assignment) for _e, node in statements_of(segment)
    ):
        message = f"`{name.text}` makes one value, and nothing is assigned to `result`; assign it in `apply`"
        reporter.diagnostics.append(
            Diagnostic(name.start, name.end, "NX302", Severity.ERROR, message)
        )
    if output is None or output.open:
        return
    assigned = {normal(target) for target in definition.assigned} | _meant(segment, output)
    defaults = with_default(definition, scope.lookup)
    needed = [
        field
        for field in output.fields
        if not field.nullable and normal(field.name) not in assigned | defaults
    ]
    missing = [field for field in needed if not _copied(field, shape, definition, scope.lookup)]
    for field in needed:
        if field not in missing and not shape.input.open:
            _check_copied(segment, field, scope, reporter)
    if not missing:
        return
    plural = "s" if len(missing) > 1 else ""
    message = (
        f"the required output{plural} {', '.join(f'`{field.name}`' for field in missing)} of "
        f"`{name.text}` {'are' if plural else 'is'} not assigned; assign "
        f"{'them' if plural else 'it'} in `apply`"
    )
    fix = _missing_fix(head, missing, scope.lookup)
    reporter.diagnostics.append(
        Diagnostic(name.start, name.end, "NX302", Severity.ERROR, message, fix)
    )


def _check_copied(segment: Segment, field: t.RecordField, scope: Scope, reporter: Reporter) -> None:
    """Check that an output that nothing is assigned to has a value in the input."""
    found = scope.find(field.name)
    if found is None or not found[1].nullable or segment.name is None:
        return
    message = (
        f"the required output `{field.name}` is copied from the input, where it may be null; assign "
        f"`{field.name} = {found[0]} ?? …`, or make sure that `{found[0]} is not null`"
    )
    fix = guard_fix(segment, found[0], 0)
    name = segment.name
    reporter.diagnostics.append(
        Diagnostic(name.start, name.end, "NX157", Severity.WARNING, message, fix)
    )


def _meant(segment: Segment, output: t.Record) -> set[str]:
    """Return the outputs that a misspelled assignment means: one mistake, one diagnostic."""
    names = [field.name for field in output.fields]
    targets = [
        target_of(node) for _e, node in statements_of(segment) if isinstance(node, Assignment)
    ]
    near = [nearest(target, names) for target in targets if output.field(target) is None]
    return {normal(name) for name in near if name is not None}


def _missing_fix(head: Entry, missing: list[t.RecordField], lookup: Lookup) -> tuple[LocalFix, ...]:
    part = head.first("apply", "mappings")
    if part is None or not part.children:
        return ()
    at = part.children[-1].end
    values = [(field.name, empty_value(lookup.value_of(field))) for field in missing]
    if not all(value for _name, value in values):
        return ()
    lines = "".join(f"\n        {name} = {value}" for name, value in values)
    return (LocalFix("Write the missing assignments", (Replacement(at, at, lines),), safe=False),)


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
    return not fit_problem(value, lookup.deep(field.type))
