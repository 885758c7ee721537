"""NX609: settings that do not go together, whichever file each stands in."""

from __future__ import annotations

from collections.abc import Iterator

from nexflow_analysis.diagnostics import Finding, Severity
from nexflow_analysis.project.layers import Layers
from nexflow_analysis.project.places import Keys

_FLINK = ("targets", "flink")
_PRODUCER = ("kafka", "producer")
_MAX_PARALLELISM = 4096
#: A broker's `transaction.max.timeout.ms`, where nobody has set it.
_BROKERS_MAXIMUM = 900_000


def agreement_findings(layers: Layers) -> Iterator[Finding]:
    """Yield what does not go together."""
    if not layers.layers:
        return
    yield from _parallelism(layers)
    yield from _delivery(layers)
    yield from _functions(layers)


def _parallelism(layers: Layers) -> Iterator[Finding]:
    parallelism, keys = _flink(layers, "parallelism")
    most, _keys = _flink(layers, "max_parallelism")
    most = _MAX_PARALLELISM if most is None else most
    if isinstance(parallelism, int) and isinstance(most, int) and parallelism > most > 0:
        yield _finding(
            layers, keys,
            f"`parallelism` is {parallelism}, and `max_parallelism` allows {most}; raise "
            "`max_parallelism` before the first savepoint, which fixes it, or lower this",
        )  # fmt: skip


def _delivery(layers: Layers) -> Iterator[Finding]:
    delivery, _keys = _flink(layers, "delivery")
    if delivery != "exactly_once":
        return
    acks = layers.value(*_PRODUCER, "acks")
    if isinstance(acks, int | str) and str(acks) in ("0", "1"):
        yield _finding(
            layers, (*_PRODUCER, "acks"),
            f'`delivery = "exactly_once"` needs `acks = "all"`: with `{acks}` a broker that fails may '
            "lose what is committed",
        )  # fmt: skip
    timeout = layers.value(*_PRODUCER, "transaction_timeout_ms")
    if isinstance(timeout, int) and timeout > _BROKERS_MAXIMUM:
        yield _finding(
            layers, (*_PRODUCER, "transaction_timeout_ms"),
            f'with `delivery = "exactly_once"`, brokers refuse transactions over {_BROKERS_MAXIMUM} ms '
            "unless their `transaction.max.timeout.ms` is raised",
            Severity.WARNING,
        )  # fmt: skip


def _functions(layers: Layers) -> Iterator[Finding]:
    for name, function in layers.table("functions").items():
        missing = [key for key in ("class", "method") if key not in function] if isinstance(
            function, dict
        ) else []  # fmt: skip
        if missing and function:
            listed = " and ".join(f"`{key}`" for key in missing)
            path, place = layers.key_place(("functions", name))
            message = f"the function `{name}` has no {listed}: a call could not be generated"
            yield Finding(path, place.start, place.end, "NX609", Severity.ERROR, message)


def _flink(layers: Layers, key: str) -> tuple[object, Keys]:
    """Return a setting of Flink and its keys; it may stand among the `options` too."""
    for keys in ((*_FLINK, "options", key), (*_FLINK, key)):
        value = layers.value(*keys)
        if value is not None:
            return value, keys
    return None, (*_FLINK, key)


def _finding(
    layers: Layers, keys: Keys, message: str, severity: Severity = Severity.ERROR
) -> Finding:
    path, place = layers.place(keys)
    return Finding(path, place.start, place.end, "NX609", severity, message)
