"""Reads `nexflow.toml`."""

from __future__ import annotations

import os.path
import tomllib
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from nexflow_analysis.definitions import (
    ConfigDefinition,
    Definition,
    FunctionDefinition,
    LookupDefinition,
    NamedDefinition,
    StreamDefinition,
)
from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.lint import lint_of
from nexflow_analysis.project.function_types import names_in, read_type
from nexflow_analysis.project.layers import Layer, Layers
from nexflow_analysis.project.model import KeyPlace, NamePlace, Project
from nexflow_analysis.project.places import places_of
from nexflow_analysis.project.validate import validate
from nexflow_grammar.patterns import Pattern

_PLACE = Pattern(r"\(at line (\d+), column (\d+)\)")


File = tuple[str, str]
"""A file's path and its text."""


def read_project(
    path: str, text: str, overlay: File | None = None, others: Sequence[File] = ()
) -> tuple[Project, tuple[Finding, ...]]:
    """Read a project file; what cannot be read leaves the defaults and a finding.

    overlay: the environment's file, which is laid over it. others: those of the other environments,
    of which each is checked as if it were laid over it.
    """
    project, findings = _read_project(path, text, overlay)
    for other in others:
        there, found = _read_project(path, text, other)
        project = replace(
            project,
            others=(*project.others, other[0]),
            schema_places=(*project.schema_places, *_places_in(other[0], there.schema_places)),
            type_places=(*project.type_places, *_places_in(other[0], there.type_places)),
            key_places=(*project.key_places, *(k for k in there.key_places if k[0] == other[0])),
        )
        findings = (*findings, *(finding for finding in found if finding.path == other[0]))
    return project, findings


def _places_in(path: str, places: tuple[NamePlace, ...]) -> tuple[NamePlace, ...]:
    return tuple(place for place in places if place[0] == path)


def _read_project(
    path: str, text: str, overlay: File | None
) -> tuple[Project, tuple[Finding, ...]]:
    folder = _name(os.path.dirname(path)) or "project"  # noqa: PTH120 - a path as text
    files = [(path, text)] if overlay is None else [(path, text), overlay]
    read = [_read_layer(*file) for file in files]
    findings = [one for one in read if isinstance(one, Finding)]
    layers = Layers.of(tuple(one for one in read if isinstance(one, Layer)))
    over = overlay[0] if overlay is not None else ""
    if not layers.layers:
        return Project(folder, path, overlay=over), tuple(findings)
    settings = layers.settings
    project, paths = layers.table("project"), layers.table("paths")
    return (
        Project(
            name=_text(project, "name", folder),
            path=path,
            overlay=over,
            version=_text(project, "version", "1.0.0"),
            time_zone=_text(project, "time_zone", "UTC"),
            source=_text(paths, "src", "."),
            output=_text(paths, "output", "generated"),
            java=_text(paths, "java", "src/main/java"),
            previous=_text(_table(settings, "evolution"), "previous", ""),
            settings=settings,
            definitions=tuple(_definitions(settings)),
            schema_places=_schema_places(layers),
            type_places=_type_places(layers),
            key_places=_key_places(layers),
            lint=lint_of(layers.table("lint")),
        ),
        (*findings, *validate(layers, whole=not findings)),
    )


def _read_layer(path: str, text: str) -> Layer | Finding:
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _syntax_finding(path, text, str(error))
    return Layer(path, settings, places_of(text))


def _schema_places(layers: Layers) -> tuple[NamePlace, ...]:
    found: list[NamePlace] = []
    for kind in ("streams", "lookups"):
        for name, table in layers.table(kind).items():
            schema = table.get("schema") if isinstance(table, dict) else None
            if isinstance(schema, str) and "${" not in schema:
                path, place = layers.place((kind, name, "schema"))
                found.append((path, schema, place.start, place.end))
    return tuple(found)


def _key_places(layers: Layers) -> tuple[KeyPlace, ...]:
    """Return the keys that lookups name, each with the schema that it is a field of."""
    found: list[KeyPlace] = []
    for name, table in layers.table("lookups").items():
        schema = table.get("schema") if isinstance(table, dict) else None
        if not isinstance(schema, str) or "${" in schema or "key" not in table:
            continue
        keys = ("lookups", name, "key")
        path, _place = layers.place(keys)
        layer = next(layer for layer in layers.layers if layer.path == path)
        for written in _texts(table, "key"):
            place = layer.places.part(keys, written)
            found.append((path, schema, written, place.start, place.end))
    return tuple(found)


def _type_places(layers: Layers) -> tuple[NamePlace, ...]:
    """Return the types of functions that only a schema or an alias can have as its name."""
    found: list[NamePlace] = []
    for name, table in layers.table("functions").items():
        for key in ("parameters", "returns") if isinstance(table, dict) else ():
            keys = ("functions", name, key)
            path, _place = layers.place(keys)
            layer = next(layer for layer in layers.layers if layer.path == path)
            for written in _texts(table, key):
                place = layer.places.part(keys, written)
                found += [(path, one, place.start, place.end) for one in names_in(written)]
    return tuple(found)


def _definitions(settings: dict[str, Any]) -> list[Definition]:
    found: list[Definition] = []
    for name, table in _table(settings, "streams").items():
        if isinstance(table, dict):
            connector, topic = _text(table, "connector", "kafka"), _text(table, "topic", name)
            schema = _text(table, "schema", "")
            found.append(StreamDefinition(name, connector, topic, schema, _settings(table)))
    for name, table in _table(settings, "lookups").items():
        if isinstance(table, dict):
            key = _texts(table, "key")
            connector, schema = _text(table, "connector", ""), _text(table, "schema", "")
            found.append(LookupDefinition(name, connector, schema, key, _settings(table)))
    for name, table in _table(settings, "functions").items():
        written = table if isinstance(table, dict) else {}
        parameters = (
            tuple(read_type(text) for text in _texts(written, "parameters"))
            if isinstance(written.get("parameters"), list) else None
        )  # fmt: skip
        returns, pure = read_type(_text(written, "returns", "")), written.get("pure") is True
        found.append(FunctionDefinition(name, parameters, returns, pure))
    found += [NamedDefinition(name, "pii") for name in _table(settings, "pii")]
    found += _config(_table(settings, "config"), "")
    return found


def _config(value: Any, path: str) -> list[Definition]:
    """Return a value of `[config]`, or a table and all that is in it."""
    if not isinstance(value, dict):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return [ConfigDefinition(path, text, from_environment="${" in text)]
    found: list[Definition] = [ConfigDefinition(path, is_table=True)]
    for name, inner in value.items():
        found += _config(inner, f"{path}.{name}" if path else name)
    return found


def _settings(table: dict[str, Any]) -> tuple[tuple[str, object], ...]:
    return tuple(
        (key, tuple(value) if isinstance(value, list) else value) for key, value in table.items()
    )


def _texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of texts; a single text is a list of one."""
    value = table.get(key)
    values = value if isinstance(value, list) else [value]
    return tuple(part for part in values if isinstance(part, str))


def _table(settings: dict[str, Any], key: str) -> dict[str, Any]:
    value = settings.get(key)
    return value if isinstance(value, dict) else {}


def _text(table: dict[str, Any], key: str, default: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else default


def _syntax_finding(path: str, text: str, message: str) -> Finding:
    place = _PLACE.search(message)
    line, column = (int(place[1]) - 1, int(place[2]) - 1) if place else (text.count("\n"), 0)
    what = _PLACE.sub("", message).strip().rstrip(".")
    start = (line, max(column, 0))
    return Finding(
        path, start, (line, column + 1), "NX600", Severity.ERROR,
        f"{_name(path)} cannot be read: {what[:1].lower()}{what[1:]}; {_instead(path)} until this is mended",
    )  # fmt: skip


def _instead(path: str) -> str:
    return "the defaults are used" if _name(path) == "nexflow.toml" else "it is left out"


def _name(path: str) -> str:
    return os.path.basename(path)  # noqa: PTH119 - a path as text
