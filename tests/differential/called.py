"""Calls between the definitions of a random program, as expressions see them."""

from __future__ import annotations

from dataclasses import dataclass

from expressions import Expressions, Names
from hypothesis import strategies as st


@dataclass(frozen=True)
class Field:
    """A field. said: what stands behind its type. kind: its type for expressions."""

    name: str
    type: str
    said: str = ""

    @property
    def kind(self) -> str:
        """Its type without bounds."""
        return "decimal" if self.type.startswith("decimal") else self.type

    @property
    def required(self) -> bool:
        """Whether a record must have it."""
        return "required" in self.said

    @property
    def line(self) -> str:
        """How it is declared."""
        return f"        {self.name}: {self.type}{' ' if self.said else ''}{self.said}"


@dataclass(frozen=True)
class Callable_:  # noqa: N801 - `Callable` is Python's
    """A definition that is called with its inputs. result: which field of what it gives; kind: of that.

    whole: whether it is given the whole record.
    """

    name: str
    inputs: tuple[Field, ...]
    result: str
    kind: str
    whole: bool = False


def calls_of(
    draw: st.DrawFn, names: Names, definitions: tuple[Callable_, ...]
) -> list[tuple[str, str]]:  # fmt: skip
    """Draw calls, with their types; arguments are by position or by name."""
    drawing = Expressions(draw, names)
    found: list[tuple[str, str]] = []
    for one in definitions:
        for _ in range(draw(st.integers(1, 2))):
            values = [(given.name, _argument(drawing, given)) for given in one.inputs]
            if one.whole:
                listed = "input"
            elif draw(st.integers(1, 3)) == 1:
                values = draw(st.permutations(values))
                listed = ", ".join(f"{name}: {value}" for name, value in values)
            else:
                listed = ", ".join(value for _name, value in values)
            found.append((f"{one.name}({listed}){one.result}", one.kind))
    return found


def _argument(drawing: Expressions, given: Field) -> str:
    """Draw an argument; a literal with too many digits is refused, what is computed is an error."""
    value = drawing.of(given.kind, 1)
    return f"({value} + 0)" if "(" in given.type or given.kind == "money" else value
