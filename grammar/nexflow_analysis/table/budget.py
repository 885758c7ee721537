"""How much work an answer may be."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from nexflow_analysis.stopping import StoppedError

#: How many steps are taken before someone is asked whether to go on: less than a millisecond.
_STEPS_BETWEEN = 250


class BudgetExceededError(Exception):
    """The question would take more steps than were granted."""


class Budget(Struct):
    """The steps that are left for an answer. stop: asked now and then whether to give up."""

    steps: int
    stop: Callable[[], bool] | None = None
    _until_asked: int = 0

    def spend(self, steps: int) -> None:
        """Take some steps, or raise."""
        self.steps -= steps
        if self.steps < 0:
            raise BudgetExceededError
        if self.stop is not None:
            self._until_asked -= steps
            if self._until_asked < 0:
                self._until_asked = _STEPS_BETWEEN
                self.pause()

    def pause(self) -> None:
        """Raise if someone has something better to do; what comes between is not counted in steps."""
        if self.stop is not None and self.stop():
            raise StoppedError

    def half(self) -> Budget:
        """Return a budget of half the steps."""
        return Budget(self.steps // 2, self.stop)
