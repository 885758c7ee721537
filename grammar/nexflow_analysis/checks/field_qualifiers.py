"""NX212, NX217, NX218: qualifiers that contradict each other, unknown PII profiles, keys of maps."""

from __future__ import annotations

from nexflow_analysis import types as t
from nexflow_analysis.checks.field_constraints import fields_in
from nexflow_analysis.diagnostics import LocalFix, Replacement, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.names import nearest, suggestion
from nexflow_analysis.report import Reporter
from nexflow_analysis.types import type_of
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node, Word, walk
from nexflow_grammar.tree.types import Field, FieldPart, MapType

#: The masks that every project has.
PROFILES = ("ssn", "pan", "email", "phone")
_KEYS = (t.STRING, t.INTEGER, t.UUID)


def check_field_qualifiers(segment: Segment, lookup: Lookup, reporter: Reporter) -> None:
    """Check the qualifiers of all fields of a segment, and the keys of their maps."""
    if segment.kind == "process":
        return
    identity: set[int] = set()
    for part in segment.head.every("identity") if segment.head is not None else ():
        identity |= {child.start for child in part.children}
    for entry, node in fields_in(segment.every_entry):
        in_schema = segment.kind in ("schema", "types") and entry.rule == "field"
        _check_repeated(entry, node, reporter)
        _check_profile(entry, node, lookup, reporter)
        _check_keys(entry, node, lookup, reporter)
        if in_schema:
            _check_presence(entry, node, reporter, identity=entry.start in identity)


def _check_repeated(entry: Entry, node: Field, reporter: Reporter) -> None:
    """Check that each constraint and qualifier stands once: of two, nobody knows which holds."""
    seen: dict[str, FieldPart] = {}
    for part in node.parts:
        first = seen.setdefault(part.key, part)
        if first is part:
            continue
        same = first.values == part.values == ()
        message = f"`{part.key}` stands twice at `{node.name.text}`; " + (
            "once is enough" if same else "of two, nobody knows which holds: remove one"
        )
        severity = Severity.WARNING if same else Severity.ERROR
        fixes: tuple[LocalFix, ...] = ()
        if same:  # a constraint in brackets is not removed alone
            fixes = (removal(node, part, f"Remove `{part.key}`", safe=True),)
        reporter.add(entry, part, "NX212", message, severity=severity, fixes=fixes)


def removal(node: Field, part: FieldPart, title: str, *, safe: bool) -> LocalFix:
    """Return the fix that removes a qualifier and the white space before it."""
    ends = [node.type.end, *(other.end for other in node.parts if other.end <= part.start)]
    return LocalFix(title, (Replacement(max(ends), part.end, ""),), safe=safe)


def _check_presence(entry: Entry, node: Field, reporter: Reporter, *, identity: bool) -> None:
    """Check what the qualifiers say of whether a value may be missing."""
    required, optional = node.part("required"), node.part("optional") or node.part("nullable")
    default, when = node.part("default"), node.part("required when")
    name = node.name.text
    if optional is not None and identity:
        message = (
            f"`{name}` belongs to the identity, which every record has, so it cannot be "
            f"`{optional.key}`"
        )
        fix = removal(node, optional, f"Remove `{optional.key}`", safe=False)
        reporter.add(entry, optional, "NX212", message, fixes=(fix,))
    elif required is not None and optional is not None:
        message = f"`{name}` is both `required` and `{optional.key}`; remove one of the two"
        later = max(required, optional, key=lambda part: part.start)
        fixes = tuple(
            removal(node, part, f"Remove `{part.key}`", safe=False) for part in (optional, required)
        )
        reporter.add(entry, later, "NX212", message, fixes=fixes)
    elif default is not None and (required or when) is not None:
        part = required or when
        assert part is not None
        message = (
            f"`{part.key}` has no effect at `{name}`: its default stands in for a missing value; remove "
            "one of the two"
        )
        fix = removal(node, part, f"Remove `{part.key}`", safe=True)
        warning = Severity.WARNING
        reporter.add(entry, part, "NX212", message, severity=warning, fixes=(fix,))
    elif required is not None and when is not None:
        message = f"`{name}` is required in any case, so `required when` has no effect; remove it"
        fix = removal(node, when, "Remove `required when`", safe=True)
        reporter.add(entry, when, "NX212", message, severity=Severity.WARNING, fixes=(fix,))


def _check_profile(entry: Entry, node: Field, lookup: Lookup, reporter: Reporter) -> None:
    pii = node.part("pii")
    profile = next((v for v in pii.values if isinstance(v, Word)), None) if pii else None
    if profile is None or profile.text in PROFILES or lookup.declared("pii", profile.text):
        return
    known = [*PROFILES, *lookup.names("pii")]
    near = nearest(profile.text, known)
    hint = suggestion(profile.text, known)
    fixes = (_write(profile, near),) if near is not None else ()
    if near is None:
        hint += f"; declare it under [pii.{profile.text}] in nexflow.toml, or use one of these"
    message = f"there is no PII profile `{profile.text}`{hint}"
    reporter.add(entry, profile, "NX217", message, fixes=fixes)


def _write(node: Node, text: str) -> LocalFix:
    return LocalFix(f"Write `{text}`", (Replacement(node.start, node.end, text),), safe=False)


def _check_keys(entry: Entry, node: Field, lookup: Lookup, reporter: Reporter) -> None:
    for part in walk(node.type):
        if not isinstance(part, MapType):
            continue
        key = lookup.deep(type_of(part.key))
        if key not in _KEYS and not isinstance(key, t.Unknown | t.Named):
            message = (
                f"the key of a map is a string, an integer or a uuid, and this is of type {key}"
            )
            reporter.add(entry, part.key, "NX218", message)
