"""Lookups over HTTP: a GET whose path holds the keys, and a JSON object as the answer."""

from __future__ import annotations

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.lookups import HttpLookup
from nexflow_codegen.java import string_literal
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.lookup_sources.connector import Connector
from nexflow_codegen.lower.lookup_sources.service import (
    environment,
    interface,
    keys_of,
    pattern,
    reader,
    service_unit,
    text,
    timeout_of,
)
from nexflow_codegen.lower.settings import environment_text
from nexflow_codegen.lower.unit import Unit


def _address(found: LookupDefinition) -> str:
    url, path = text(found, "url"), text(found, "path")
    if not url or not path:
        return url or path
    return f"{url.rstrip('/')}/{path.lstrip('/')}"


def _check(found: LookupDefinition) -> None:
    if not _address(found):
        raise Unsupported(f"the lookup `{found.name}` without a `url`; set it in nexflow.toml")
    if (text(found, "method") or "GET").upper() != "GET":
        raise Unsupported(f"a `method` of [lookups.{found.name}] other than GET; leave it out")


def _escaped(unit: Unit, key: str) -> str:
    return f"{unit.support('Http', 'escape')}({key})"


def _split(found: LookupDefinition, unit: Unit, keys: dict[str, str]) -> tuple[str, str]:
    what = f"the address of [lookups.{found.name}]"
    return pattern(_address(found), keys, what, lambda key: _escaped(unit, key))


def _lower(context: Context, found: LookupDefinition, cls: ir.ClassName, origin: str) -> JavaFile:
    unit = service_unit(context, cls)
    unit.support("Http")
    _parameters, keys = keys_of(context, found, unit)
    _head, path = _split(found, unit, keys)
    model = HttpLookup(
        interface(unit, found), cls.name, reader(unit, found), path, timeout_of(found)
    )
    return unit.file("lookup/http.java.j2", model, origin)


def header_arguments(found: LookupDefinition, unit: Unit) -> tuple[str, ...]:
    """Return the headers of each question: names and values in turn, in Java."""
    made: list[str] = []
    headers = dict(found.settings).get("headers")
    for name, value in headers.items() if isinstance(headers, dict) else ():
        made += [string_literal(str(name)), environment_text(str(value), unit)]
    if text(found, "token"):
        made += ['"Authorization"', f'"Bearer " + {environment(found, "token", unit)}']
    elif text(found, "user"):
        user, password = environment(found, "user", unit), environment(found, "password", unit)
        made += ['"Authorization"', f"{unit.support('Http', 'basic')}({user}, {password})"]
    return tuple(made)


def _arguments(found: LookupDefinition, unit: Unit) -> tuple[str, ...]:
    _parameters, keys = keys_of(unit.context, found, unit)
    head, _path = _split(found, unit, keys)
    return (environment_text(head, unit), *header_arguments(found, unit))


HTTP = Connector(
    "Http", frozenset({"url", "path", "method", "headers", "token", "user", "password"}), _check, _lower,
    _arguments,
)  # fmt: skip
