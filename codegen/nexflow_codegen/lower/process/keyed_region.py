"""Which statements of a job one keyed operator does: all between those that touch a state."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from nexflow_codegen.ir.functions.process import Function
from nexflow_codegen.ir.functions.stateful import Stateful
from nexflow_codegen.ir.graph import Chain
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.context import Unsupported
from nexflow_codegen.lower.process.builder import JobBuilder
from nexflow_codegen.lower.process.declared_state import Touch
from nexflow_codegen.lower.process.fuse import (
    NEW,
    TAKEN,
    Operator,
    operator_of,
    same_letters,
    texts_of,
)
from nexflow_codegen.lower.process.keys import keys_of
from nexflow_codegen.lower.process.streams import Stream

WORD = re.compile(r"(?<![\w.])([a-z]\w*)(?![\w(])")


@dataclass
class Region:
    """The statements of `build` that become one operator. root: the first of them.

    operators: by the names of their variables; unions: the streams that others make together. touches:
    the functions with state. methods: of the operators, the first aside. tags: of side outputs that
    take records out; main: the variable of the stream that is the operator's own.
    """

    job: JobBuilder
    root: Chain
    chains: list[Chain]
    touches: list[Touch]
    operators: dict[str, Operator]
    unions: dict[str, Chain]
    methods: dict[str, str]
    tags: dict[str, str]
    main: str = ""

    def outside(self) -> Iterator[Chain]:
        """Yield the other statements of the job."""
        return (chain for chain in self.job.graph if chain not in self.chains)

    def type_of(self, name: str) -> str:
        """Return the record class of a stream."""
        while name in self.unions:
            name = inputs_of(self.unions[name])[0].partition(".")[0]
        return self.operators[name].function.output


def inputs_of(chain: Chain) -> list[str]:
    """Return the streams that a statement goes on with."""
    unions = [
        argument for call in chain.calls if call.name == "union" for argument in call.arguments
    ]
    return [chain.start, *(unions if _is_union(chain) else ())]


def _is_union(chain: Chain) -> bool:
    return bool(chain.calls) and all(call.name == "union" for call in chain.calls)


def find_region(job: JobBuilder, group: list[Touch]) -> Region:
    """Return the statements between all that touches a state."""
    made = {chain.name: chain for chain in job.graph if chain.name}
    above: dict[str, set[str]] = {}
    for chain in made.values():
        used = {word for text in texts_of(chain) for word in WORD.findall(text) if word in above}
        above[chain.name] = {chain.name}.union(*(above[name] for name in used))
    classes = {touch.cls: touch for touch in job.touches}
    touching = {
        chain.name: classes[found[1]]
        for chain in made.values()
        for call in chain.calls
        if call.name == "process"
        and (found := NEW.fullmatch(call.arguments[0]))
        and found[1] in classes
    }
    members = [name for name, touch in touching.items() if touch in group]
    common = set.intersection(*(above[name] for name in members))
    if not common:
        raise Unsupported(
            f"{_what(group)} of streams that are received apart: Flink keeps state per operator; `merge` the streams "
            "above"
        )
    root = next(chain for chain in reversed(made.values()) if chain.name in common)
    chains = [
        chain
        for name, chain in made.items()
        if root.name in above[name] and any(name in above[one] for one in members)
    ]
    touches = [touching[chain.name] for chain in chains if chain.name in touching]
    functions = _functions(job)
    chains = _until_union(job, chains, above, functions)
    return _checked(Region(job, root, chains, touches, {}, {}, {}, {}), group, functions)


def _functions(job: JobBuilder) -> dict[str, Function]:
    """Return the functions that steps are, by their classes."""
    found = {one.cls: one for one in job.functions if isinstance(one, Function)}
    return found | {one.cls: one.first for one in job.functions if isinstance(one, Stateful)}


def _until_union(
    job: JobBuilder, chains: list[Chain], above: dict[str, set[str]], functions: dict[str, Function]
) -> list[Chain]:
    """Add the steps behind some, up to where their ways meet: so records stay in their order."""
    inside = {chain.name for chain in chains}
    reached: list[Chain] = []
    for chain in job.graph:
        if not chain.name or chain.name in inside:
            continue
        operator = operator_of(chain, functions)
        fits = _is_union(chain) or (operator is not None and not operator.ahead)
        if fits and all(one.partition(".")[0] in inside for one in inputs_of(chain)):
            inside.add(chain.name)
            reached.append(chain)
    unions = [chain.name for chain in reached if _is_union(chain)]
    met = [one for one in reached if any(one.name in above[name] for name in unions)]
    return [chain for chain in job.graph if chain in chains or chain in met]


def _what(group: list[Touch]) -> str:
    first, second = set(group[0].names), set(group[1].names)
    name = min(first & second) if first & second else group[1].names[0]
    return "a second `transition`" if name == "transition" else f"`{name}` at a second place"


def _checked(region: Region, group: list[Touch], functions: dict[str, Function]) -> Region:
    """Return a region of which all can be done in one operator."""
    job = region.job
    inside = {chain.name for chain in region.chains}
    names = job.methods.copy()
    for name in TAKEN:
        names.allot(name)
    for chain in region.chains:
        first = chain is region.root
        if _is_union(chain) and not first:
            region.unions[chain.name] = chain
        elif (operator := operator_of(chain, functions)) is not None and (
            first or all(call.name == "keyBy" for call in operator.ahead)
        ):
            region.operators[chain.name] = operator
            region.methods[chain.name] = (
                "" if first else names.allot(member_name(operator.function.cls))
            )
        else:
            raise Unsupported(_between(group, chain))
        froms = {one.partition(".")[0] for one in inputs_of(chain)}
        if not first and not froms <= inside:
            raise Unsupported(_between(group, chain))
    _check_keys(region, group)
    letters = list(region.operators)
    failing = any(
        f"{name}.getSideOutput({operator.function.failure.tag})" in consumed(region)
        for name, operator in region.operators.items()
        if operator.function.failure is not None and operator.function.failure.tag
    )
    if failing or not all(
        same_letters(job.graph, letters[:at], one) for at, one in enumerate(letters)
    ):
        raise Unsupported(_between(group, region.root))
    return region


def _between(group: list[Touch], chain: Chain) -> str:
    named = next((call.arguments[0] for call in chain.calls if call.name == "name"), '""')
    label = json.loads(named) or " ".join(call.name for call in chain.calls)
    return (
        f"{_what(group)}, with `{label}` between, which is an operator of its own: Flink keeps state per operator; write "
        "all that touches it above that, or below"
    )


def _check_keys(region: Region, group: list[Touch]) -> None:
    """Refuse keys that may be others further down."""
    sources = {touch.source for touch in (*region.touches, *group)}
    first = region.touches[0]
    key = ", ".join(path.text for path in first.paths)
    other = next((one for one in region.touches if one.paths_text != first.paths_text), None)
    if other is not None:
        raise Unsupported(
            f"{_what(group)}, with `{other.names[0]}` between, which is kept by another key: Flink keeps state per operator "
            "and key; write all that touches it above that, or below"
        )
    if len(sources) > 1 or None in first.source:
        raise Unsupported(
            f"{_what(group)}, behind a step that makes another record, whose `{key}` may be another: Flink keeps state "
            "per operator and key; write all that touches it above that step, or below"
        )
    if region.operators[region.root.name].function.cls in {touch.cls for touch in region.touches}:
        return
    stream = ahead_of(region)
    keys = keys_of(region.job, stream, first.paths) if stream is not None else []
    sources = (
        {tuple(stream.stage.source_of(region.job.context, path) for path in first.paths)}
        if stream
        else set()
    )
    if sources != {first.source} or any(key.value.nullable for key in keys):
        raise Unsupported(
            f"{_what(group)}, in ways that part where `{key}` may be missing or another; make it `required`, or read the "
            "state above: `let before = state.NAME`"
        )


def ahead_of(region: Region) -> Stream | None:
    """Return the stream that the first operator works on; None where its record is not known."""
    operator = region.operators[region.root.name]
    stage = region.job.carrying.get(region.root.start.partition(".")[0])
    if stage is None or region.job.own(stage.cls) != operator.function.input or operator.ahead:
        return None
    return Stream(region.root.start, stage)


def consumed(region: Region) -> set[str]:
    return {one for chain in region.chains if chain is not region.root for one in inputs_of(chain)}
