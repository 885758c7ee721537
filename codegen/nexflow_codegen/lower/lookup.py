"""Lookup sources: an interface that jobs ask, and the class of its connector that answers."""

from __future__ import annotations

from nexflow_analysis.definitions import LookupDefinition
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.lower.context import Context, Unsupported
from nexflow_codegen.lower.lookup_sources import CONNECTORS, Connector
from nexflow_codegen.lower.lookup_sources.service import interface, lookup_keys, service_unit
from nexflow_codegen.lower.unit import Unit

#: What every source may say.
_COMMON = frozenset({
    "schema", "connector", "key", "timeout", "capacity", "cache_ttl", "cache_size", "on_miss", "retry",
    "description",
})  # fmt: skip


def lower_lookup(context: Context, name: str) -> tuple[JavaFile, ...]:
    """Lower a lookup of `nexflow.toml`: its interface, and the class that asks its source."""
    found = context.lookup.find(LookupDefinition, "lookup", name)
    assert found is not None
    cls = context.class_of("lookup", found.name)
    origin = f"nexflow.toml, [lookups.{found.name}]"
    unit = service_unit(context, cls)
    model = interface(unit, found)
    made = connector_of(found).lower(context, found, source_class(context, found), origin)
    return unit.file("lookup/service.java.j2", model, origin), made


def connector_of(found: LookupDefinition) -> Connector:
    """Return how a lookup's source is asked."""
    connector = CONNECTORS.get(found.connector)
    if connector is None:
        raise Unsupported(
            f"a lookup in {found.connector or 'nothing'}; use one of {', '.join(CONNECTORS)}"
        )
    return connector


def check_source(found: LookupDefinition) -> None:
    """Refuse a lookup that nothing can be asked of, or that says what its connector does not read."""
    connector = connector_of(found)
    unknown = sorted(dict(found.settings).keys() - _COMMON - connector.settings)
    if unknown:
        raise Unsupported(f"`{unknown[0]}` of [lookups.{found.name}]; remove it")
    connector.check(found)


def source_class(context: Context, found: LookupDefinition) -> ir.ClassName:
    """Return the class that asks a lookup's source."""
    cls = context.class_of("lookup", found.name)
    return ir.ClassName(cls.package, f"{cls.name}{connector_of(found).suffix}")


def service_arguments(found: LookupDefinition, unit: Unit) -> tuple[str, ...]:
    """Return what the class that asks a lookup's source is constructed with."""
    return connector_of(found).arguments(found, unit)


__all__ = [
    "check_source",
    "connector_of",
    "lookup_keys",
    "lower_lookup",
    "service_arguments",
    "source_class",
]
