"""NX601–NX611: what a project file says against what it may say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nexflow_analysis.diagnostics import Edit, Finding, Fix, Severity
from nexflow_analysis.names import nearest
from nexflow_analysis.project.agreement import agreement_findings
from nexflow_analysis.project.chosen_codes import lint_findings
from nexflow_analysis.project.connections import connection_findings
from nexflow_analysis.project.environment import placeholder_findings
from nexflow_analysis.project.keys import KEYS, Table, Value
from nexflow_analysis.project.layers import Layers
from nexflow_analysis.project.old_layout import source_findings
from nexflow_analysis.project.places import Keys, Places, Span
from nexflow_analysis.project.requirement import requirement_findings
from nexflow_analysis.project.texts import texts_of
from nexflow_grammar.patterns import Pattern

_SECRET = Pattern(r"(?:^|_)(?:password|passwd|secret|token|api_key|private_key|credentials)$")
_FROM_OUTSIDE = Pattern(r"\$\{[A-Za-z_][A-Za-z0-9_.]*\}")
_URL_PASSWORD = Pattern(
    r"[a-z][a-z0-9+.-]*://[^/\s:@]*:([^/\s@]+)@|[?&;](?:password|pwd)=([^&;\s]+)"
)


def validate(layers: Layers, *, whole: bool = True) -> list[Finding]:
    """Return what is wrong with the keys and values of project files.

    whole: whether all files could be read; else nobody knows what goes together or is missing.
    """
    found: list[Finding] = []
    for layer in layers.layers:
        path, settings, places = layer.path, layer.settings, layer.places
        found += _unknown_keys(path, settings, KEYS, (), places)
        found += _values(path, settings, places)
        found += placeholder_findings(layer)
        found += lint_findings(layer)
        found += source_findings(layer)
        found += requirement_findings(layer)
    if whole:
        found += agreement_findings(layers)
        found += connection_findings(layers)
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def _unknown_keys(
    path: str, table: dict[str, Any], known: Table, above: Keys, places: Places
) -> Iterator[Finding]:
    for name, value in table.items():
        keys = (*above, name)
        if name not in known and "*" not in known:
            yield _unknown(path, keys, known, places)
            continue
        rule = known[name] if name in known else known["*"]
        if isinstance(rule, Value) and rule.tables and isinstance(value, dict):
            yield from _unknown_keys(path, value, {"*": rule}, keys, places)
        elif isinstance(rule, Value):
            yield from _wrong_value(path, keys, value, rule, places)
        elif rule is not None and isinstance(value, dict):
            yield from _unknown_keys(path, value, rule, keys, places)
        elif rule is not None:
            message = f"`{'.'.join(keys)}` is a table: write `[{'.'.join(keys)}]` above its keys"
            yield _error(path, places.value(keys), "NX602", message)


def _unknown(path: str, keys: Keys, known: Table, places: Places) -> Finding:
    place = places.key(keys)
    near = nearest(keys[-1], known)
    owner = f"`[{'.'.join(keys[:-1])}]`" if keys[:-1] else "nexflow.toml"
    hint = f"; did you mean `{near}`?"
    if near is None:
        hint = "; it knows " + ", ".join(f"`{name}`" for name in sorted(known))
    fixes: tuple[Fix, ...] = ()
    if near is not None and place.end[1] - place.start[1] == len(keys[-1]):
        fixes = (Fix(f"Write `{near}`", (Edit(path, place.start, place.end, near),), safe=False),)
    return Finding(
        path, place.start, place.end, "NX601", Severity.WARNING,
        f"{owner} has no key `{keys[-1]}`, so it has no effect{hint}", fixes=fixes,
    )  # fmt: skip


def _wrong_value(
    path: str, keys: Keys, value: Any, rule: Value, places: Places
) -> Iterator[Finding]:
    if isinstance(value, str) and "${" in value:
        return
    yield from _judged(path, ".".join(keys), value, rule, places.value(keys))
    if rule.each is not None and isinstance(value, list):
        for part in value:
            name = f"each of `{'.'.join(keys)}`"
            yield from _judged(path, name, part, rule.each, places.part(keys, part))


def _judged(path: str, name: str, value: Any, rule: Value, place: Span) -> Iterator[Finding]:
    """Say what is wrong with a value that stands at a place."""
    quoted = name if name.startswith("each") else f"`{name}`"
    is_boolean = isinstance(value, bool) and bool not in rule.types
    if is_boolean or not isinstance(value, rule.types):
        message = f"{quoted} must be {rule.what}, and this is {_kind(value)}"
        yield _error(path, place, "NX602", message)
        return
    number: Any = value
    too_small = rule.least is not None and number < rule.least
    too_large = rule.most is not None and number > rule.most
    wrong = rule.is_right is not None and not rule.is_right(value)
    if too_small or too_large or wrong or (rule.words and value not in rule.words):
        shown = f"`{value}`" if value != "" else "empty"
        message = f"{quoted} must be {rule.what}, and this is {shown}"
        fixes = _nearest_word(path, value, rule, place)
        error = Severity.ERROR
        yield Finding(path, place.start, place.end, "NX603", error, message, fixes=fixes)


def _nearest_word(path: str, value: Any, rule: Value, place: Span) -> tuple[Fix, ...]:
    near = nearest(value, rule.words) if isinstance(value, str) else None
    if near is None or place.end != (place.start[0], place.start[1] + len(value) + 2):
        return ()
    edit = Edit(path, place.start, place.end, f'"{near}"')
    return (Fix(f"Write `{near}`", (edit,), safe=False),)


def _values(path: str, settings: dict[str, Any], places: Places) -> Iterator[Finding]:
    spark = settings.get("targets", {})
    spark = spark.get("spark", {}) if isinstance(spark, dict) else {}
    if isinstance(spark, dict) and spark.get("enabled") is True:
        message = "Spark is no target: Nexflow generates Flink jobs only; remove this table"
        yield _error(path, places.value(("targets", "spark", "enabled")), "NX606", message)
    for keys, value in texts_of(settings, ()):
        place = places.value(keys)
        name = keys[-1].lower().replace("-", "_").replace(".", "_")
        if _SECRET.search(name) and value and not _FROM_OUTSIDE.fullmatch(value):
            message = (
                f"`{keys[-1]}` is a secret in plain text, which everyone who reads this file knows; take "
                f"it from the environment: `${{{name.upper()}}}`, without a default"
            )
            yield _error(path, place, "NX604", message)
        in_url = _URL_PASSWORD.search(value)
        secret = next((part for part in in_url.groups() if part), "") if in_url else ""
        if secret and not _FROM_OUTSIDE.fullmatch(secret):
            message = (
                f"this URL holds a password in plain text, which everyone who reads this file knows; take "
                f"the URL, or its password, from the environment: `${{{keys[-1].upper()}}}`"
            )
            yield _error(path, place, "NX605", message)


def _error(path: str, place: Span, code: str, message: str) -> Finding:
    return Finding(path, place.start, place.end, code, Severity.ERROR, message)


def _kind(value: Any) -> str:
    kinds = {
        bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list",
        dict: "a table",
    }  # fmt: skip
    return kinds.get(type(value), "a date or a time")
