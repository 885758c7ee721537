"""The built-in functions, a file per group."""

from __future__ import annotations

from collections.abc import Callable

from nexflow_analysis.evaluation.functions import (
    business_days,
    collections,
    numbers,
    text,
    time,
)
from nexflow_analysis.evaluation.values import Value

#: Those of values alone.
PLAIN: dict[str, Callable[..., Value]] = {
    **text.FUNCTIONS,
    **numbers.FUNCTIONS,
    **collections.FUNCTIONS,
}
#: Those that the project's time zone or calendar rules.
OF_PROJECT: dict[str, Callable[..., Value]] = {**time.FUNCTIONS, **business_days.FUNCTIONS}
