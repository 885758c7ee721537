"""Values of `[config]` that come from the environment: known when the job starts, so Java until then."""

from __future__ import annotations

from typing import NoReturn

from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.settings import environment_text
from nexflow_codegen.lower.unit import Unit
from nexflow_grammar.tree import expressions as e


class Environment(e.Placeholder, frozen=True):
    """A `${path}` whose value names variables of the environment. raw: as `nexflow.toml` writes it."""

    raw: str


class EnvironmentMillis(int):
    """A duration of the environment: nothing may be decided by its length when code is generated."""

    text: str

    @staticmethod
    def of(text: str) -> EnvironmentMillis:
        """Return the duration that a text will be."""
        found = EnvironmentMillis(1)
        found.text = text
        return found

    def code(self, unit: Unit) -> str:
        """Return the Java Duration."""
        return f"{unit.support('EnvDuration')}.parse({environment_text(self.text, unit)})"

    def __bool__(self) -> bool:
        """Whether there is one."""
        return True

    def _refuse(self, *_others: object) -> NoReturn:
        raise Unsupported("a duration from the environment here; write the duration itself")

    __add__ = __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = _refuse
    __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = __truediv__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __format__ = __str__ = _refuse
