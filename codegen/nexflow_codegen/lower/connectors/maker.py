"""The class of a job's production bindings in the making."""

from __future__ import annotations

from nexflow_codegen.ir import types as ir
from nexflow_codegen.java import Names, string_literal
from nexflow_codegen.lower.connectors.rows import Rows, rows_code
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.endpoints import BoundSource
from nexflow_codegen.lower.settings import TOPIC_SUFFIX, environment_text
from nexflow_codegen.lower.unit import Unit


class Maker:
    """Collects what connectors share. locals: variables of `production()`, by their names.

    warnings: what the compiler would warn about, with the reason why it is right. shared: what all
    endpoints of a template have together, by the template.
    """

    def __init__(self, job: JobBuilder, unit: Unit) -> None:
        self.job = job
        self.unit = unit
        self.names = Names(("production", "sink", "key", "brokers"))
        self.locals: dict[str, tuple[str, str]] = {}
        self.warnings: dict[str, str] = {}
        self.shared: dict[str, object] = {}

    def written(self, cls: ir.ClassName) -> str:
        """Return how the class of a record is written here."""
        return self.unit.use(cls)

    def text(self, text: str) -> str:
        """Return a text of `nexflow.toml`, its variables resolved as the job starts."""
        return environment_text(text, self.unit)

    def local(self, type_: str, name: str, code: str) -> str:
        """Return a local variable of `production()`."""
        self.locals.setdefault(name, (type_, code))
        return name

    def reading(self, bound: BoundSource, origin: str) -> str:
        """Return the Java that reads a record. origin: where it comes from, in Java."""
        job = self.job.cls.name
        if not bound.codec:
            return f"{job}.{bound.method}({origin})"
        return f"{job}.{bound.other}({origin}, {self.codec(bound)}::read)"

    def codec(self, bound: BoundSource) -> str:
        """Return how the class is written that reads a source's bytes."""
        return self.unit.use(ir.ClassName(bound.value.package, bound.codec))

    def rows(self, rows: Rows) -> str:
        """Return the constant that knows how rows of CSV are written."""
        return self.unit.constant(self.unit.support("Csv"), "CSV", rows_code(self.unit, rows))

    def topic(self, topic: str) -> str:
        """Return a topic; in a region, it has the region's suffix."""
        code = self.text(topic)
        return f"{code} + {self.suffix()}" if self.job.settings.regional else code

    def suffix(self) -> str:
        """Return the suffix of the region that the job runs in."""
        return f'{self.unit.support("Env")}.get({string_literal(TOPIC_SUFFIX)}, "")'
