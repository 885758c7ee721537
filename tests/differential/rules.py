"""Random decision tables and procedural rules over the fields of a record."""

from __future__ import annotations

from called import Callable_, Field, calls_of
from expressions import Expressions, Names
from hypothesis import strategies as st
from values import DAYS, INSTANTS, ORDERED, SCALARS, quoted

_DISJOINT = ("< 0", "0 to 2", "in (3, 5)", "4", "> 5")
_POLICIES = (
    "first_match", "first_match", "single_hit", "multi_hit", "collect_all", "collect_sum", "collect_max",
)  # fmt: skip


def _given(inputs: list[Field]) -> str:
    lines = [
        f"        {one.name}: {one.type}{'' if one.required else ' nullable'}" for one in inputs
    ]
    return "    given:\n" + "\n".join(lines)


@st.composite
def tables(draw: st.DrawFn, given: tuple[Field, ...]) -> tuple[str, Callable_ | None]:
    """Draw a decision table, and how it is called for one value; None where it gives lists."""
    useful = [
        one for one in given if one.kind in (*ORDERED, "boolean") and "default" not in one.said
    ]
    inputs = draw(st.lists(st.sampled_from(useful), min_size=1, max_size=4, unique=True))
    if not any(one.name == "n" for one in inputs):
        inputs.append(next(one for one in given if one.name == "n"))
    drawing = Expressions(draw, Names(tuple((one.name, one.kind) for one in inputs)))
    policy = draw(st.sampled_from(_POLICIES))
    if policy == "single_hit":
        inputs = [one for one in inputs if one.name == "n"] + [
            one for one in inputs if one.name != "n"
        ]
    numeric = policy in ("collect_sum", "collect_max")
    kinds = (
        ("integer", "decimal", "money")
        if numeric
        else ("string", "integer", "decimal", "boolean", "date")
    )
    results = [(f"r{n}", draw(st.sampled_from(kinds))) for n in range(draw(st.integers(1, 2)))]
    computed = [(drawing.of("integer", 1), "integer")] if draw(st.integers(1, 3)) == 1 else []
    columns = [(one.name, one.kind) for one in inputs] + [
        c for c in computed if "|" not in c[0] and not c[0].strip("-").isalnum()
    ]
    rows = draw(st.integers(1, 6)) if policy != "single_hit" else len(_DISJOINT)
    table = [[name for name, _kind in columns] + [name for name, _kind in results]]
    for _ in range(rows):
        cells = [_cell(drawing, kind) for _name, kind in columns]
        if policy == "single_hit":
            cells = [_DISJOINT[_ % len(_DISJOINT)], *["*"] * (len(columns) - 1)]
        table.append(cells + [_result(drawing, kind) for _name, kind in results])
    if draw(st.booleans()) and policy != "single_hit":
        table.append(["*"] * len(columns) + [_result(drawing, kind) for _name, kind in results])
    lines = [f"        | {' | '.join(row)} |" for row in table]
    lines.insert(1, f"        |{'=====|' * len(table[0])}")
    declared = "\n".join(f"        {name}: {kind}" for name, kind in results)
    after = ""
    if draw(st.integers(1, 3)) == 1 and policy in ("first_match", "single_hit"):
        name, kind = results[0]
        seen = drawing.seeing(drawing.names.plus((name, kind)))
        after = f"    post_calculate:\n        let p = {seen.of(kind, 1)}\n        {name} = {seen.of(kind, 1)}\n"
    text = (
        f"\ndecision_table ProgramD\n    hit_policy {policy}\n{_given(inputs)}\n    decide:\n"
        + "\n".join(lines) + f"\n    return:\n{declared}\n{after}end\n"
    )  # fmt: skip
    if policy not in ("first_match", "single_hit"):
        return text, None
    name, kind = results[-1]
    return text, Callable_("ProgramD", tuple(inputs), f".{name}" if len(results) > 1 else "", kind)


def _cell(drawing: Expressions, kind: str) -> str:
    """Draw a condition."""

    def value() -> str:
        return (
            quoted(drawing.pick(*DAYS))
            if kind == "date"
            else (quoted(drawing.pick(*INSTANTS)) if kind == "timestamp" else drawing.plain(kind))
        )

    if kind == "boolean":
        return drawing.pick("*", "true", "false", "yes", "no")
    forms = ["*", "*", value(), f"> {value()}", f"<= {value()}", f"!= {value()}", f"{value()} to {value()}",
             f"in ({value()}, {value()})", f"not in ({value()}, {value()})", "is null", "is not null"]  # fmt: skip
    if kind == "string":
        word = drawing.pick("contains", "starts_with", "ends_with", "matches")
        text = quoted(drawing.pick("a", "ab", "H", "")) if word != "matches" else '"[a-c]+"'
        forms += [f"{word} {text}"] * 2
    found = drawing.pick(*forms)
    return found if "|" not in found else "*"


def _result(drawing: Expressions, kind: str) -> str:
    """Draw a result."""
    found = drawing.pick(drawing.literal(kind), drawing.literal(kind), drawing.of(kind, 2), "-")
    return found if "|" not in found and "\n" not in found else "-"


@st.composite
def rules(
    draw: st.DrawFn, given: tuple[Field, ...], names: Names, callable_: tuple[Callable_, ...] = ()
) -> tuple[str, Callable_]:  # fmt: skip
    """Draw a procedural rule; of the whole record, or of some inputs. callable_: what it may call."""
    whole = draw(st.booleans())
    inputs = (
        []
        if whole
        else [one for one in given if one.kind in SCALARS and "default" not in one.said][:8]
    )
    seen = names if whole else Names(tuple((one.name, one.kind) for one in inputs))
    drawing = Expressions(draw, seen.plus(*calls_of(draw, seen, callable_)))
    kinds = [
        draw(st.sampled_from(("string", "integer", "decimal", "boolean", "decimal(10, 2)")))
        for _ in range(3)
    ]
    results = {f"r{n}": kind for n, kind in enumerate(kinds)}
    lines = [*_statements(draw, drawing, results, 2), *_set(draw, drawing, results)]
    declared = "\n".join(f"        {name}: {kind} nullable" for name, kind in results.items())
    head = "    given: ProgramIn" if whole else _given(inputs)
    body = "\n".join(f"    {line}" for line in lines)
    text = f"\nrule ProgramR\n{head}\n    return:\n{declared}\n{body}\nend\n"
    kind = "decimal" if kinds[0].startswith("decimal") else kinds[0]
    return text, Callable_("ProgramR", tuple(inputs), ".r0", kind, whole=whole)


def _set(draw: st.DrawFn, drawing: Expressions, results: dict[str, str]) -> list[str]:
    name = draw(st.sampled_from(tuple(results)))
    kind = "decimal" if results[name].startswith("decimal") else results[name]
    return [f"set {name} = {drawing.of(kind, 2)}"]


def _statements(
    draw: st.DrawFn, drawing: Expressions, results: dict[str, str], depth: int
) -> list[str]:
    """Draw statements of a rule."""
    found: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            found.append(f"if {drawing.of('boolean', 2)} then")
            found += [f"    {line}" for line in _statements(draw, drawing, results, depth - 1)]
            if draw(st.booleans()):
                found.append(f"elseif {drawing.of('boolean', 1)} then")
                found += [f"    {line}" for line in _set(draw, drawing, results)]
            if draw(st.booleans()):
                found.append("else")
                found += [f"    {line}" for line in _statements(draw, drawing, results, depth - 1)]
            found.append("endif")
        elif draw(st.integers(1, 4)) == 1:
            kind = draw(st.sampled_from(("integer", "string")))
            name = f"t{draw(st.integers(0, 9))}"
            found.append(f"let {name} = {drawing.of(kind, 2)}")
            drawing = drawing.seeing(drawing.names.plus((name, kind)))
        else:
            found += _set(draw, drawing, results)
    if depth < 2 and draw(st.integers(1, 5)) == 1:
        found.append("return")
    return found
