"""The functions on business days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from nexflow_analysis.evaluation.environment import Environment
from nexflow_analysis.evaluation.values import NotEvaluableError, Value

_DAY = timedelta(days=1)
_FURTHEST = 10_000


def add_business_days(day: date, amount: int, environment: Environment) -> date:
    """Return the day some business days later."""
    if abs(amount) > _FURTHEST:
        raise NotEvaluableError(f"{amount} business days")
    left = abs(amount)
    while left:
        day += _DAY if amount > 0 else -_DAY
        left -= environment.calendar.is_business_day(day)
    return day


def business_days_between(one: date, other: date, environment: Environment) -> int:
    """Return how many business days come after a day, up to another."""
    if other < one:
        return -business_days_between(other, one, environment)
    days = ((one + _DAY * number) for number in range(1, (other - one).days + 1))
    return sum(environment.calendar.is_business_day(day) for day in days)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "add_business_days": add_business_days,
    "is_business_day": lambda day, environment: environment.calendar.is_business_day(day),
    "is_holiday": lambda day, environment: environment.calendar.is_holiday(day),
    "business_days_between": business_days_between,
}
