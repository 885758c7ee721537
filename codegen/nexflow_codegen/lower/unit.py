"""A file of Java in the making: its imports, constants and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Collector, Constant, JavaFile, RecordClass, Service
from nexflow_codegen.java import Names, string_literal
from nexflow_codegen.lower.context import Context, Unsupported

_CLASSES = {
    ir.Kind.STRING: "java.lang.String",
    ir.Kind.INTEGER: "java.lang.Long",
    ir.Kind.DECIMAL: "java.math.BigDecimal",
    ir.Kind.DOUBLE: "java.lang.Double",
    ir.Kind.BOOLEAN: "java.lang.Boolean",
    ir.Kind.DATE: "java.time.LocalDate",
    ir.Kind.TIMESTAMP: "java.time.Instant",
    ir.Kind.UUID: "java.util.UUID",
    ir.Kind.DURATION: "java.time.Duration",
}
_TYPES = "org.apache.flink.api.common.typeinfo.Types"
_INFORMATION = {
    ir.Kind.STRING: "STRING",
    ir.Kind.INTEGER: "LONG",
    ir.Kind.DECIMAL: "BIG_DEC",
    ir.Kind.DOUBLE: "DOUBLE",
    ir.Kind.BOOLEAN: "BOOLEAN",
    ir.Kind.DATE: "LOCAL_DATE",
    ir.Kind.TIMESTAMP: "INSTANT",
}
_OWN_INFORMATION = {ir.Kind.UUID: "UuidType", ir.Kind.DURATION: "DurationType"}
_SHARED_DECIMALS = {Decimal(0): "ZERO", Decimal(1): "ONE", Decimal(10): "TEN"}
_LONGEST_NAME = 40


class Unit:
    """Collects what the code of one file needs.

    `use` and its kin return the text to write, and remember the import. locals: the names of the
    method that is being made. records: the classes of record literals that nothing declares, by
    their fields. calendar: of business days, "" for the project's. blocks: whether the code waits for
    something outside. waits: whether it may. acts: whether it may ask a process to do something.
    """

    def __init__(
        self, context: Context, cls: ir.ClassName, *, waits: bool = False, acts: bool = False
    ) -> None:
        self.context = context
        self.cls = cls
        self.constants: list[Constant] = []
        self.records: list[tuple[list[tuple[str, ir.JavaType, bool]], RecordClass]] = []
        self.locals = Names()
        self.calendar = ""
        self.blocks = False
        self.acts = acts
        self._waits = waits
        self._collectors: dict[str, Collector] = {}
        self._reserved: dict[str, str] = {}
        self._services: dict[str, Service] = {}
        self._imports: dict[str, str] = {cls.name: cls.qualified}
        self._constant_names = Names({"TYPE", "PROCESS"})

    def method(self, *taken: str) -> Names:
        """Start a method: its local names are given out anew."""
        self.locals = Names(taken)
        return self.locals

    def use(self, cls: ir.ClassName | str) -> str:
        """Return how to write a class here."""
        if isinstance(cls, str):
            package, _, name = cls.rpartition(".")
            cls = ir.ClassName(package, name)
        own = f"{self.cls.name}."
        if cls.package == self.cls.package and cls.name.startswith(own):
            return cls.name.removeprefix(own)
        outer = cls.outer
        known = self._imports.setdefault(outer.name, outer.qualified)
        return cls.name if known == outer.qualified else cls.qualified

    def wait(self, what: str) -> None:
        """Remember that the code waits for something outside; only a transform or a rule may."""
        if not self._waits:
            raise Unsupported(
                f"{what} here, where every record would wait; use `enrich`, or a transform of its own"
            )
        self.blocks = True

    @property
    def services(self) -> tuple[Service, ...]:
        """What the code asks, as further parameters of its methods."""
        return tuple(self._services[name] for name in sorted(self._services))

    def service(self, lookup: str, wanted: str) -> str:
        """Return the parameter that stands for a source of `nexflow.toml`."""
        if lookup not in self._services:
            cls = self.context.class_of("lookup", lookup)
            name = self.locals.allot(f"{wanted}Service")
            self._services[lookup] = Service(name, self.use(cls), cls, lookup)
        return self._services[lookup].name

    def pass_services(self, services: tuple[Service, ...]) -> tuple[str, ...]:
        """Return the arguments for the sources that a callee asks."""
        return tuple(self.service(one.lookup, one.name.removesuffix("Service")) for one in services)

    @property
    def collectors(self) -> tuple[Collector, ...]:
        """What collects that which is asked for, as the last parameters of its methods."""
        return tuple(self._collectors[name] for name in sorted(self._collectors))

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Let code ask for actions: what collects them is declared by whoever works them off."""
        self.acts, self._collectors = True, {}
        yield
        self.acts = False

    def reserve_collector(self, action: str, wanted: str) -> None:
        """Keep the name of a parameter that may be needed. action: by its normal name."""
        self._reserved[action] = self.locals.allot(wanted)

    def collect(self, wanted: Collector) -> str:
        """Return the parameter that collects what is asked for. wanted: as another method has it."""
        if not self.acts:
            what = f"the action `{wanted.action}`" if wanted.action else "an `emit to`"
            raise Unsupported(
                f"{what} here, where nobody does it; `evaluate using` the rule in the process"
            )
        known = self._collectors.get(wanted.action)
        if known is None:
            name = self._reserved.get(normal(wanted.action)) or self.locals.allot(wanted.name)
            element = self.use(wanted.record) if wanted.record is not None else "String"
            listed = f"{self.use('java.util.List')}<{element}>"
            known = replace(wanted, name=name, java_type=listed, targets=())
        targets = dict.fromkeys((*known.targets, *wanted.targets))
        self._collectors[wanted.action] = replace(known, targets=tuple(targets))
        return known.name

    def use_own(self, cls: ir.ClassName) -> str:
        """Return how to write a class of the user's own, and have it compiled with the project."""
        self.context.own_classes[cls.outer] = None
        return self.use(cls)

    def reserve(self, name: str) -> None:
        """Keep a simple name for a class nested in this one."""
        self._imports.setdefault(name, f"{self.cls.qualified}.{name}")

    def support(self, name: str, member: str = "") -> str:
        """Return how to write a support class or a member of it, and have it generated."""
        written = self.use(self.context.support_class(name))
        if not member:
            return written
        self.context.support[name].add(member)
        return f"{written}.{member}"

    @property
    def imports(self) -> tuple[str, ...]:
        """The classes to import, sorted."""
        return tuple(sorted(
            qualified
            for qualified in self._imports.values()
            if qualified.rpartition(".")[0] not in ("java.lang", self.cls.package)
            and not qualified.startswith(f"{self.cls.qualified}.")
        ))  # fmt: skip

    def file(
        self, template: str, model: object, origin: str, root: str = "src/main/java"
    ) -> JavaFile:
        """Return the finished file."""
        path = f"{root}/{self.cls.path}"
        records = tuple(record for _fields, record in self.records)
        return JavaFile(path, self.cls, origin, self.imports, template, model, records)

    def constant(self, type_: str, wanted: str, code: str) -> str:
        """Return the name of a constant of the class; equal ones are one."""
        for known in self.constants:
            if (known.type, known.code) == (type_, code):
                return known.name
        name = self._constant_names.allot(wanted[:_LONGEST_NAME])
        self.constants.append(Constant(type_, name, code))
        return name

    def decimal(self, value: Decimal) -> str:
        """Return a decimal constant."""
        big_decimal = self.use("java.math.BigDecimal")
        if value.as_tuple().exponent == 0 and value in _SHARED_DECIMALS:
            return f"{big_decimal}.{_SHARED_DECIMALS[value]}"
        text = format(value, "f")
        wanted = "D" + re.sub(r"\D", "_", text.replace("-", "M"))
        return self.constant(big_decimal, wanted, f"new {big_decimal}({string_literal(text)})")

    def type_name(self, type_: ir.JavaType, *, nullable: bool) -> str:
        """Return how to write a type; nullable: boxed."""
        if not nullable and isinstance(type_, ir.Basic) and type_.kind in ir.PRIMITIVES:
            return ir.PRIMITIVES[type_.kind]
        match type_:
            case ir.Basic(kind=ir.Kind.BYTES):
                return "byte[]"
            case ir.Basic() if type_.kind in _CLASSES:
                return self.use(_CLASSES[type_.kind])
            case ir.ListOf() | ir.SetOf():
                outer = "java.util.List" if isinstance(type_, ir.ListOf) else "java.util.Set"
                return f"{self.use(outer)}<{self.type_name(type_.element, nullable=True)}>"
            case ir.MapOf():
                key = self.type_name(type_.key, nullable=True)
                return f"{self.use('java.util.Map')}<{key}, {self.type_name(type_.value, nullable=True)}>"
            case ir.RecordOf():
                return self.use(type_.cls)
            case ir.Untyped():
                return f"{self.use('java.util.Map')}<String, Object>"
            case _:
                return "Object"

    def information(self, type_: ir.JavaType) -> str:
        """Return Flink's TypeInformation of a type; never one that falls back to Kryo."""
        types = self.use(_TYPES)
        match type_:
            case ir.Basic() if type_.kind in _OWN_INFORMATION:
                return f"{self.support(_OWN_INFORMATION[type_.kind])}.INSTANCE"
            case ir.Basic(kind=ir.Kind.BYTES):
                return f"{types}.PRIMITIVE_ARRAY({types}.BYTE)"
            case ir.Basic() if type_.kind in _INFORMATION:
                return f"{types}.{_INFORMATION[type_.kind]}"
            case ir.ListOf():
                return f"{types}.LIST({self.information(type_.element)})"
            case ir.MapOf():
                return (
                    f"{types}.MAP({self.information(type_.key)}, {self.information(type_.value)})"
                )
            case ir.RecordOf():
                return f"{self.use(type_.cls)}.TYPE"
            case ir.SetOf():
                return f"{self.support('SetType')}.of({self.information(type_.element)})"
            case ir.Untyped():
                return f"{self.support('ObjectType')}.INSTANCE"
            case _:
                raise Unsupported(f"values of type {getattr(type_, 'kind', 'object')} in a record")
