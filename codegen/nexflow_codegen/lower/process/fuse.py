"""Steps that look at one record at a time become one operator, where nothing stands between them.

An operator costs about as much as such a step does, and without object reuse a copy of each record.
The steps keep nothing, so no savepoint misses one; what each does about errors stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nexflow_codegen.ir.code import Arm, Branch, HandOn, Statement
from nexflow_codegen.ir.functions.process import Function, Fused
from nexflow_codegen.ir.graph import Call, Chain
from nexflow_codegen.java import member_name, string_literal
from nexflow_codegen.lower.process.builder import JobBuilder

LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
_SIDE_OUTPUT = re.compile(r"(?<![\w.])(\w+)\.getSideOutput\((\w+)\)")
NEW = re.compile(r"new (\w+)\(\)")
_OPERATORS = (("process", "returns", "uid", "name"), ("map", "returns", "uid", "name"), ("filter", "uid", "name"))  # fmt: skip
#: What the method of a step must not be called, since all functions have it.
TAKEN = ("processElement", "onTimer", "open", "close")


@dataclass(frozen=True, slots=True)
class Operator:
    """The operator that ends a chain. ahead: the calls before it; uid, name: Java literals."""

    chain: Chain
    ahead: tuple[Call, ...]
    function: Function
    uid: str
    name: str


def fuse(job: JobBuilder) -> None:
    """Fuse the steps of a job that follow each other."""
    functions = {one.cls: one for one in job.functions if isinstance(one, Function)}
    at = 0
    while at < len(job.graph):  # what follows is taken out of it
        run = list(_run(job.graph, job.graph[at], functions))
        if len(run) > 1:
            _join(job, run)
        at += 1


def _run(
    graph: Sequence[Chain], chain: Chain, functions: Mapping[str, Function]
) -> Iterator[Operator]:
    """Yield the operator that ends a chain, and those behind it that can be fused with it."""
    operator = operator_of(chain, functions)
    variables: list[str] = []
    while operator is not None:
        yield operator
        variables.append(operator.chain.name)
        follower = _follower(graph, operator.chain)
        before, operator = operator, operator_of(follower, functions) if follower else None
        if operator is None or operator.ahead or before.function.output != operator.function.input:
            return
        if not same_letters(graph, variables, operator.chain.name):
            return


def operator_of(chain: Chain, functions: Mapping[str, Function]) -> Operator | None:
    """Return the operator that ends a chain, where it is a step that keeps nothing."""
    for names in _OPERATORS:
        calls = chain.calls[-len(names) :]
        if tuple(call.name for call in calls) != names:
            continue
        made = NEW.fullmatch(calls[0].arguments[0])
        function = calls[0].function or (functions.get(made[1]) if made else None)
        if function is not None:
            uid, name = (call.arguments[0] for call in calls[-2:])
            return Operator(chain, chain.calls[: -len(names)], function, uid, name)
    return None


def _follower(graph: Sequence[Chain], chain: Chain) -> Chain | None:
    """Return the only statement that goes on with the records of a chain, side outputs aside."""
    name = re.compile(rf"(?<![\w.]){re.escape(chain.name)}(?![\w(]|\.getSideOutput\()")
    uses = [other for other in graph for text in texts_of(other) for _use in name.finditer(text)]
    return uses[0] if len(uses) == 1 and uses[0].start == chain.name and uses[0].name else None


def same_letters(graph: Sequence[Chain], variables: Sequence[str], other: str) -> bool:
    """Tell whether what operators send aside goes the same ways, where the side outputs are the same."""
    ways: dict[str, tuple[set[int], set[int]]] = {}
    for number, chain in enumerate(graph):
        for text in texts_of(chain):
            for variable, tag in _SIDE_OUTPUT.findall(text):
                one, two = ways.setdefault(tag, (set(), set()))
                if variable in variables:
                    one.add(number)
                elif variable == other:
                    two.add(number)
    return all(one == two for one, two in ways.values() if one and two)


def texts_of(chain: Chain) -> Iterator[str]:
    """Yield the Java of a chain, without literals."""
    for text in (chain.start, *(argument for call in chain.calls for argument in call.arguments)):
        yield LITERAL.sub("", text)


def _join(job: JobBuilder, run: list[Operator]) -> None:
    """Put one operator in place of several."""
    first, last = run[0], run[-1]
    cls = job.nested(f"{first.function.cls}To{last.function.cls}").simple
    _join_functions(job, cls, [one.function for one in run])
    names = ", ".join(json.loads(one.name) for one in run)
    calls = (
        Call("process", (f"new {cls}()",)),
        Call("returns", (f"{last.function.output}.TYPE",)),
        Call("uid", (first.uid,)),
        Call("name", (string_literal(names),)),
    )
    origins = dict.fromkeys(
        one.chain.origin for one in run if one.chain.origin != first.chain.origin
    )
    chain = replace(
        last.chain, origin=first.chain.origin, start=first.chain.start, calls=(*first.ahead, *calls),
        fused=tuple(origins),
    )  # fmt: skip
    gone = [one.chain for one in run[1:]]
    replaced = (chain if one is first.chain else one for one in job.graph if one not in gone)
    variables = [one.chain.name for one in run[:-1]]
    job.graph[:] = [_renamed(one, variables, last.chain.name) for one in replaced]


def _renamed(chain: Chain, variables: list[str], name: str) -> Chain:
    """Take side outputs from the operator that several have become; each stream of them is there once."""
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(variables)})(?=\.getSideOutput\()")
    start = pattern.sub(name, chain.start)
    calls: list[Call] = []
    for call in chain.calls:
        arguments = tuple(pattern.sub(name, argument) for argument in call.arguments)
        if call.name == "union" and (start, arguments) != (chain.start, call.arguments):
            arguments = tuple(one for one in dict.fromkeys(arguments) if one != start)
        if arguments or not call.arguments:
            calls.append(replace(call, arguments=arguments))
    return replace(chain, start=start, calls=tuple(calls))


def _join_functions(job: JobBuilder, cls: str, functions: list[Function]) -> None:
    """Put one function in place of several: each step hands its record to the next one's method."""
    names = job.methods.copy()
    for name in TAKEN:
        names.allot(name)
    methods = [names.allot(member_name(function.cls)) for function in functions[1:]]
    steps = [
        _handing_on(function, method)
        for function, method in zip(functions, (*methods, ""), strict=True)
    ]
    fused = Fused(cls, steps[0], tuple(zip(methods, steps[1:], strict=True)))
    places = [number for number, one in enumerate(job.functions) if one in functions]
    at = places[0] if places else len(job.functions)
    job.functions.insert(at, fused)
    job.functions[:] = [one for one in job.functions if one not in functions]


def _handing_on(function: Function, to: str) -> Function:
    before, then = (_rewired(one, to) for one in (function.before, function.then))
    return replace(function, before=before, then=then)


def _rewired(statements: tuple[Statement, ...], to: str) -> tuple[Statement, ...]:
    """Return statements that hand records on to a method."""
    made: list[Statement] = []
    for one in statements:
        match one:
            case HandOn():
                made.append(replace(one, to=to))
            case Branch():
                arms = tuple(Arm(arm.condition, _rewired(arm.body, to)) for arm in one.arms)
                otherwise = _rewired(one.otherwise, to) if one.otherwise is not None else None
                made.append(Branch(one.origin, arms, otherwise))
            case _:
                made.append(one)
    return tuple(made)


__all__ = ["LITERAL", "NEW", "TAKEN", "Operator", "fuse", "operator_of", "same_letters", "texts_of"]
