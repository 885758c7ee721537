"""What a transform assigns, by paths, and the records that these make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.lower.choices import first_not_null
from nexflow_codegen.lower.context import Context, ShapeField, Unsupported
from nexflow_codegen.lower.convert import field_value
from nexflow_codegen.lower.expressions import lower_to
from nexflow_codegen.lower.literals import own_class
from nexflow_codegen.lower.scope import Fields, JavaScope, find_field
from nexflow_codegen.lower.statements import Target
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import JavaValue, any_fallible

Path = tuple[str, ...]
Copied = Callable[[str], JavaValue | None]
"""Returns the input's field of an output's name, or None."""


@dataclass
class Outputs:
    """The outputs of a transform in the making.

    type: what it makes; None where that is the fields that it assigns. values: by normal paths.
    written: the first names of the paths, as written. fallible: whether making the record may fail.
    partial: whether a default stands in for what could not be computed.
    """

    unit: Unit
    type: ir.JavaType | None
    fields: tuple[ShapeField, ...] = ()
    values: dict[Path, JavaValue] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    fallible: bool = False
    partial: bool = False

    @property
    def context(self) -> Context:
        """What all lowerings share."""
        return self.unit.context

    def target(self, path: Path) -> Target | None:
        """Return what an assignment to a path gives a value to; None where that decides its type."""
        if self.type is None:
            return None
        if not isinstance(self.type, ir.RecordOf):
            plain = len(path) == 1 and normal(path[0]) == "result"
            return Target("result", self.type, nullable=False) if plain else None
        fields = self.fields
        for position, name in enumerate(path):
            found = next((one for one in fields if normal(one.wire) == normal(name)), None)
            if found is None:
                return None
            if position == len(path) - 1:
                return Target(".".join(path), found.type, found.nullable)
            if not isinstance(found.type, ir.RecordOf):
                return None
            fields = self.context.shape(found.type.cls).fields
        return None

    def assign(self, path: Path, value: JavaValue) -> None:
        """Remember what is assigned."""
        self.values[tuple(map(normal, path))] = value
        self.written.setdefault(normal(path[0]), path[0])

    def groups(self) -> dict[str, Fields]:
        """Return what is assigned as names that others qualify: `output.total`, `ship.city`."""
        found: dict[str, Fields] = {"output": {}}
        for path, value in self.values.items():
            for start in ("", "output"):
                whole = ".".join(part for part in (start, *path[:-1]) if part)
                if whole:
                    found.setdefault(whole, {})[path[-1]] = value
        return found

    def inferred(self, base: Fields, order: tuple[str, ...]) -> list[tuple[str, ir.JavaType, bool]]:
        """Return what is assigned as (name, type, nullable).

        base: the fields that paths may lead into. order: the names in the order of the text.
        """
        found = []
        named = [name for name in map(normal, order) if name in self.written]
        for name in dict.fromkeys((*named, *self.written)):
            written = self.written[name]
            value = self.values.get((name,))
            if value is None:
                value = self._nested(name, base)
            if value.is_null:
                raise Unsupported(f"null as the value of `{written}`; give it a value of some type")
            found.append((written, value.type, value.nullable))
        return found

    def _nested(self, name: str, base: Fields) -> JavaValue:
        """Return the record that assignments to paths below a name make."""
        known = find_field(base, name)
        if known is not None and isinstance(known.type, ir.RecordOf):
            return JavaValue("", known.type)
        inner: dict[str, JavaValue] = {}
        for path, value in self.values.items():
            if path[0] == name:
                if len(path) > 2:  # noqa: PLR2004 - an object in an object that nothing declares
                    raise Unsupported(f"the path `{'.'.join(path)}` without a declared output")
                inner[path[-1]] = value
        fields = [(wire, value.type, value.nullable) for wire, value in inner.items()]
        return JavaValue("", ir.RecordOf(own_class(self.unit, fields)))

    def record(self, cls: ir.ClassName, copied: Copied, prefix: Path = ()) -> JavaValue:
        """Return the record that the assignments make."""
        fields = self.fields if not prefix and self.fields else self.context.shape(cls).fields
        values = [self._field(one, copied, prefix) for one in fields if not one.computed]
        self.fallible = self.fallible or any_fallible(values)
        code = f"new {self.unit.use(cls)}({', '.join(value.or_null() for value in values)})"
        return JavaValue(code, ir.RecordOf(cls))

    def _field(self, item: ShapeField, copied: Copied, prefix: Path) -> JavaValue:
        path = (*prefix, normal(item.wire))
        target = Target(item.wire, item.type, item.nullable)
        whole = self.values.get(path)
        below = any(known[: len(path)] == path and len(known) > len(path) for known in self.values)
        if below and isinstance(item.type, ir.RecordOf):
            return self.record(item.type.cls, self._parts_of(whole or copied(item.wire)), path)
        if whole is not None and self.partial and whole.nullable and item.default is not None:
            whole = first_not_null([whole, self._default(item)], self.unit)
        if whole is not None:
            return target.take(whole, self.unit)
        value = copied(item.wire)
        if value is not None:
            return target.take(value, self.unit)
        if item.default is not None:
            return self._default(item)
        if not item.nullable:
            raise Unsupported(
                f"the output `{item.wire}`, to which nothing is assigned; assign it, or give it a default"
            )
        return JavaValue("null", item.type, guards=("false",), whole="null")

    def _default(self, item: ShapeField) -> JavaValue:
        assert item.default is not None
        scope = JavaScope(self.unit)
        return lower_to(item.default, scope, item.type, nullable=item.nullable, name=item.wire)

    def _parts_of(self, whole: JavaValue | None) -> Copied:
        """Return how the fields of a record are found that is changed in part."""

        def copied(name: str) -> JavaValue | None:
            if whole is None or not isinstance(whole.type, ir.RecordOf):
                return None
            found = self.context.shape(whole.type.cls).field(name)
            if found is None:
                return None
            value = field_value(whole.receiver, found)
            if not whole.nullable:
                return value
            guards = (*whole.guards, *value.guards)
            return JavaValue(value.code, value.type, guards=guards, fallible=value.fallible)

        return copied
