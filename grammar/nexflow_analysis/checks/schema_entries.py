"""NX103, NX121, NX156, NX219, NX240, NX241: the entries of reference data against the fields."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.assignment import empty_value
from nexflow_analysis.constraints import broken_constraint, constraints_of, literal_value
from nexflow_analysis.definitions import FieldDefinition, SchemaDefinition, field_type
from nexflow_analysis.diagnostics import Here, LocalFix, Replacement, Severity
from nexflow_analysis.fit import fit_problem, is_literal
from nexflow_analysis.infer import Inference, Scope
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, normal, suggestion
from nexflow_analysis.process.edits import line_above
from nexflow_analysis.report import Reporter
from nexflow_analysis.steps import rename_fix
from nexflow_analysis.value_constraints import allowed_values
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word

_ALWAYS = (
    FieldDefinition("deprecated", t.BOOLEAN, nullable=True),
    FieldDefinition("deprecated_reason", t.STRING, nullable=True),
)


def check_schema_entries(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the entries of a schema: every required field, fitting values, no entry twice."""
    if segment.kind != "schema" or segment.head is None or segment.name is None:
        return
    schema = lookup.schema(segment.name.text)
    if schema is None:
        return
    whole = not segment.problems
    names: dict[str, tuple[Entry, Word]] = {}
    keys: dict[tuple[object, ...], tuple[Entry, Word]] = {}
    for part in segment.head.every("entries"):
        for entry in part.every("entry"):
            word = entry.node.first(Word) if isinstance(entry.node, Phrase) else None
            if word is None or entry.broken:
                continue
            values = _check_values(entry, schema, lookup, reporter)
            first = names.setdefault(normal(word.text), (entry, word))
            if first[0] is not entry:
                _report_twice(
                    entry, word, first, f"the entry `{word.text}` is there twice", reporter
                )
            else:
                _check_key(entry, word, schema, values, keys, reporter)
            if whole:
                missing = _missing(schema, values)
                fixes = _written(segment, entry, schema, missing, lookup)
                _report_missing(entry, word, missing, fixes, reporter)
                _check_reason(entry, word, values, reporter)


def _check_values(
    entry: Entry, schema: SchemaDefinition, lookup: Lookup, reporter: Reporter
) -> dict[str, object]:
    """Check the values of an entry; return them by their normal names."""
    fields = {normal(field.name): field for field in (*_ALWAYS, *schema.fields)}
    values: dict[str, object] = {}
    for child in entry.every("entry_value"):
        node = child.node
        word = node.first(Word) if isinstance(node, Phrase) else None
        value = node.first(e.Expression) if isinstance(node, Phrase) else None
        if word is None or value is None or child.broken:
            continue
        key = normal(word.text)
        if key in values:
            message = f"`{word.text}` is given twice; remove one of the two"
            reporter.add(child, word, "NX121", message)
        values[key] = literal_value(value)
        field = fields.get(key)
        if field is None:
            _report_unknown(child, word, schema, reporter)
            continue
        if field.name != word.text:
            reporter.spelling(child, word, field.name)
        _check_value(child, value, field, lookup, reporter)
    return values


def _report_unknown(entry: Entry, word: Word, schema: SchemaDefinition, reporter: Reporter) -> None:
    computed = any(normal(name) == normal(word.text) for name, _ in schema.computed)
    names = [field.name for field in schema.fields]
    if computed:
        message = f"`{word.text}` is computed, so no entry gives it; remove it"
        reporter.add(entry, word, "NX103", message)
        return
    message = f"`{schema.name}` has no field `{word.text}`{suggestion(word.text, names)}"
    fixes = rename_fix(word, nearest(word.text, names))
    reporter.add(entry, word, "NX103", message, fixes=fixes)


def _check_value(
    entry: Entry, value: e.Expression, field: FieldDefinition, lookup: Lookup, reporter: Reporter
) -> None:
    type_ = lookup.deep(field_type(field))
    if isinstance(value, e.Null):
        if not field.nullable:
            message = f"`{field.name}` is required, so its value cannot be null"
            reporter.add(entry, value, "NX156", message)
        return
    typed = Inference(Scope(lookup), reporter.at(entry)).infer(value)
    problem = fit_problem(typed, type_, literal=is_literal(value), comparing=True)
    if problem:
        message = f"the value of `{field.name}` does not fit its type: {problem}"
        reporter.add(entry, value, "NX156", message)
        return
    literal = literal_value(value)
    said = constraints_of(field, lookup)
    problem = broken_constraint(literal, type_, said) if literal is not None else ""
    if problem:
        message = f"the value of `{field.name}` breaks its rule: {problem}"
        reporter.add(entry, value, "NX219", message)


def _check_key(
    entry: Entry,
    word: Word,
    schema: SchemaDefinition,
    values: dict[str, object],
    keys: dict[tuple[object, ...], tuple[Entry, Word]],
    reporter: Reporter,
) -> None:
    """Check that no other entry has the same identity."""
    key = tuple(values.get(normal(name)) for name in schema.identity)
    if not key or None in key:
        return
    first = keys.setdefault(key, (entry, word))
    if first[0] is not entry:
        same = ", ".join(f"`{name}`" for name in schema.identity)
        message = f"`{word.text}` has the same identity as `{first[1].text}`: {same}"
        _report_twice(entry, word, first, message, reporter)


def _report_twice(
    entry: Entry, word: Word, first: tuple[Entry, Word], message: str, reporter: Reporter
) -> None:
    start = first[0].start
    other = Here(start + first[1].start, start + first[1].end, "the other one")
    message += "; remove one of the two, or change it"
    reporter.add(entry, word, "NX241", message, related=(other,))


def _missing(schema: SchemaDefinition, values: dict[str, object]) -> list[str]:
    """Return the required fields that an entry does not give."""
    meant = {nearest(key, [field.name for field in schema.fields]) for key in values}
    return [
        field.name
        for field in schema.fields
        if not field.nullable
        and field.default is None
        and normal(field.name) not in values
        and field.name not in meant
    ]


def _report_missing(
    entry: Entry, word: Word, missing: list[str], fixes: tuple[LocalFix, ...], reporter: Reporter
) -> None:
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        plural = "s" if len(missing) > 1 else ""
        message = (
            f"the entry `{word.text}` lacks the required field{plural} {names}; every entry gives every "
            "required field"
        )
        reporter.add(entry, word, "NX240", message, fixes=fixes)


def _check_reason(entry: Entry, word: Word, values: dict[str, object], reporter: Reporter) -> None:
    """Check that an entry with a reason for its deprecation is deprecated."""
    reason, deprecated = values.get("deprecated_reason"), values.get("deprecated")
    if reason is not None and deprecated is not True:
        message = f"the entry `{word.text}` has a `deprecated_reason`, and is not deprecated; write `deprecated: true`"
        child = next(c for c in entry.every("entry_value") if _says(c, "deprecated_reason"))
        node = child.node.first(Word) if isinstance(child.node, Phrase) else None
        severity = Severity.WARNING
        reporter.add(child, node or child.node, "NX242", message, severity=severity)


def _written(
    segment: Segment, entry: Entry, schema: SchemaDefinition, missing: list[str], lookup: Lookup
) -> tuple[LocalFix, ...]:
    """Return the fix that writes the missing fields; none where a value that they may have is not known."""
    first = entry.first("entry_value")
    fields = [field for field in schema.fields if field.name in missing]
    values = [_some_value(field, lookup) for field in fields]
    if first is None or not missing or "" in values or set(missing) & set(schema.identity):
        return ()
    pairs = zip(missing, values, strict=True)
    fixes = [line_above(segment, first, f"{name}: {value}") for name, value in pairs]
    lines = "".join(change.text for fix in fixes for change in fix.replacements)
    at = first.start - entry.start
    title = f"Write {', '.join(f'`{name}`' for name in missing)}"
    return (LocalFix(title, (Replacement(at, at, lines),), safe=False),)


def _some_value(field: FieldDefinition, lookup: Lookup) -> str:
    """Return a value that a field may have, as written, or ""."""
    type_ = field_type(field)
    target = t.Typed(lookup.deep(type_), constraints=constraints_of(field, lookup))
    return next((f'"{text}"' for text in allowed_values(target)), "") or empty_value(target)


def _says(entry: Entry, name: str) -> bool:
    word = entry.node.first(Word) if isinstance(entry.node, Phrase) else None
    return word is not None and normal(word.text) == name
