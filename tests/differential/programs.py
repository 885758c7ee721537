"""Random programs: schemas, transforms, a decision table and a rule over one kind of record."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from blocks import blocks
from called import Callable_, Field, calls_of
from expressions import Expressions, Names
from hypothesis import strategies as st
from records import LINE, records_of
from rules import rules, tables
from values import DAYS, INSTANTS, SCALARS, quoted

_LINE_REQUIRED = ("sku", "price", "quantity", "codes")
#: What always is there, so that every kind of value can be had.
_ALWAYS = (
    ("n", "integer"), ("s", "string"), ("d", "decimal"), ("x", "double"), ("day", "date"), ("at", "timestamp"),
)  # fmt: skip
_KINDS = (
    *SCALARS, *SCALARS, "list<integer>", "list<decimal>", "list<string>", "list<double>", "list<date>",
    "set<string>", "set<integer>", "list<boolean>",
)  # fmt: skip
_OUTPUTS = ("string", "integer", "decimal", "money", "percentage", "double", "boolean", "date", "timestamp", "uuid",
            "list<string>", "list<integer>", "decimal(10, 2)", "decimal(6, 0)", "decimal(20, 5)")  # fmt: skip


@dataclass(frozen=True)
class Program:
    """A program. name: what the names of its definitions begin with; texts: by path.

    computed: the names of its computed fields.
    """

    name: str
    fields: tuple[Field, ...]
    texts: dict[str, str]
    computed: tuple[str, ...]
    records: tuple[dict[str, object], ...] = field(default=())

    @property
    def calls(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """The package, the name and the inputs, none for the record, of each transform, table and rule."""
        texts = "".join(self.texts.values())
        found: list[tuple[str, str, tuple[str, ...]]] = []
        for keyword, name in re.findall(
            r"^(transform|transform_block|decision_table|rule) (\w+)$", texts, re.MULTILINE
        ):
            if keyword != "decision_table" and re.search(
                rf"^{keyword} {name}\n    input: (?!\w+In\n)", texts, re.MULTILINE
            ):
                continue  # it is no record of the program that it is given
            begin = rf"{keyword} {name}\n(?:    hit_policy \w+\n)?    (?:input|given:)\n((?:        \w+: .*\n)+)"
            listed = re.search(begin, texts)
            inputs = re.findall(r"^ +(\w+):", listed[1], re.MULTILINE) if listed else []
            package = "transform" if keyword.startswith("transform") else "rules"
            found.append((package, name, tuple(inputs)))
        return found

    def named(self, name: str) -> Program:
        """Return the program under another name."""
        texts = {
            path.replace("Program", name.lower()): text.replace("Program", name)
            for path, text in self.texts.items()
        }
        return replace(self, name=name, texts=texts)


def names_of(fields: tuple[Field, ...], prefix: str = "") -> Names:
    """Return what expressions see of a record."""
    paths = [(f"{prefix}{one.name}", one.kind) for one in fields]
    paths += [("rates", "map<string,decimal>"), ("names", "map<string,string>")]
    paths += [
        ("lines", "list<Line>"),
        ("ship.city", "string"),
        ("ship.geo.lat", "double"),
        ("ship.floor", "integer"),
    ]
    paths += [("lines[0].sku", "string"), ("lines[9].price", "money"), ("words[1]", "string"),
              ('rates["EUR"]', "decimal"), ("line.quantity", "integer"), ("line.share", "decimal"),
              ("sum(lines[].price * lines[].quantity)", "decimal"), ("count(lines[].price > 5)", "integer"),
              ("any(lines.price >= 1)", "boolean"), ("max(lines[].due)", "date"), ("avg(lines[].weight)", "double"),
              ('join(lines[].sku, "+")', "string"), ("all(lines.note == s)", "boolean")]  # fmt: skip
    return Names(tuple(paths), {"Line": LINE})


@st.composite
def fields(draw: st.DrawFn) -> tuple[Field, ...]:
    """Draw the fields of a record."""
    found = [Field(name, type_, "required") for name, type_ in _ALWAYS]
    found += [Field(f"no{name}", type_) for name, type_ in _ALWAYS]
    for number, kind in enumerate(draw(st.lists(st.sampled_from(_KINDS), min_size=3, max_size=8))):
        type_ = kind
        if kind == "decimal":
            type_ = draw(
                st.sampled_from(("decimal", "decimal(10, 2)", "decimal(20, 5)", "decimal(30, 0)"))
            )
        said = draw(st.sampled_from(("required", "", "", _default(kind))))
        found.append(Field(f"f{number}", type_, said))
    found.append(Field("words", "list<string>", draw(st.sampled_from(("required", "")))))
    return tuple(found)


def _default(kind: str) -> str:
    known = {
        "string": '"none"', "integer": "7", "decimal": "1.5", "money": "$1.50", "percentage": "5%",
        "double": "0.5", "boolean": "true", "date": quoted(DAYS[0]), "timestamp": quoted(INSTANTS[0]),
    }  # fmt: skip
    return f"default: {known[kind]}" if kind in known else ""


_LINES = """
schema ProgramLine
    fields
{fields}
    end
end
"""
_SCHEMA = """
schema ProgramIn
    fields
{fields}
        lines: list<ProgramLine> required
        line: ProgramLine
        rates: map<string, decimal> required
        names: map<string, string> required
        ship: object
            city: string required
            floor: integer
            geo: object
                lat: double
            end
        end
    end
    computed
{computed}
    end
    constraints
{constraints}
    end
end
"""


@st.composite
def programs(draw: st.DrawFn, records: bool = True) -> Program:  # noqa: FBT001, FBT002
    """Draw a program and records for it."""
    given = draw(fields())
    names = names_of(given)
    drawing = Expressions(draw, names)
    computed = []
    for number in range(draw(st.integers(5, 8))):
        type_ = draw(st.sampled_from((*SCALARS, "list<string>", "list<integer>", "duration")))
        text = (
            drawing.of(type_, 3) if type_ != "duration" else f"({drawing.of(type_, 2)} > 0 seconds)"
        )
        computed.append((f"v{number}", type_ if type_ != "duration" else "boolean", text))
    line_fields = [
        Field(name, type_, "required" if name in _LINE_REQUIRED else "") for name, type_ in LINE
    ]
    schema = _LINES.format(fields="\n".join(one.line for one in line_fields)) + _SCHEMA.format(
        fields="\n".join(one.line for one in given),
        computed="\n".join(f"        {name} = {text}" for name, _type, text in computed),
        constraints=f'        {drawing.of("boolean", 2)} as "broken"',
    )
    seen = names.plus(*((name, type_) for name, type_, _text in computed[:2]))
    single, signature = draw(_single(given))
    table, decided = draw(tables(given))
    callable_ = tuple(one for one in (signature, decided) if one is not None)
    rule, ruled = draw(rules(given, seen, callable_))
    callable_ = (*callable_, ruled)
    out, transforms = draw(_transforms(given, seen.plus(*calls_of(draw, seen, callable_))))
    made = draw(blocks(seen.plus(*calls_of(draw, seen, callable_))))
    texts = {
        "Program.schema": schema + out + made.schemas,
        "Program.xform": transforms + single + made.transforms,
        "Program.rules": table + rule,
    }
    program = Program("Program", given, texts, tuple(name for name, _type, _text in computed))
    return replace(program, records=draw(records_of(given))) if records else program


@st.composite
def _transforms(draw: st.DrawFn, given: tuple[Field, ...], names: Names) -> tuple[str, str]:
    """Draw an output schema, and the transforms that make it: of a record, and of inputs one by one."""
    drawing = Expressions(draw, names)
    types = draw(st.lists(st.sampled_from(_OUTPUTS), min_size=2, max_size=5))
    outputs = []
    for number, type_ in enumerate(types):
        kind = "decimal" if type_.startswith("decimal") else type_
        outputs.append(
            Field(f"o{number}", type_, draw(st.sampled_from(("required", "", "", _default(kind)))))
        )
    copied = draw(st.lists(st.sampled_from(given), max_size=3, unique=True))
    schema = "\n".join(one.line for one in (*outputs, *copied))
    lets = [f"        let l{n} = {drawing.of(draw(st.sampled_from(SCALARS)), 2)}" for n in range(2)]
    lets[1] = f"        let l1 = {drawing.of('string', 2)}"
    inner = drawing.seeing(names.plus(("l1", "string")))
    assigned = [f"        {one.name} = {inner.of(one.kind, 3)}" for one in outputs]
    if copied and draw(st.booleans()):
        assigned.append(f"        {copied[0].name} = {inner.of(copied[0].kind, 2)}")
    checks = [f'        require {drawing.of("boolean", 1)} else "no"']
    checks.append(
        f'        when {drawing.of("boolean", 1)} :\n            {drawing.of("boolean", 1)} : "never"\n        end'
    )
    reaction = draw(st.sampled_from(("", "action: skip", "emit with partial data", 'reject with code "C"',
                                     'log_error("oh")')))  # fmt: skip
    body = "\n".join(draw(st.permutations([*lets, *assigned])))
    part = f"    on_error\n        {reaction}\n    end\n" if reaction else ""
    validate = (
        "    validate_input\n" + "\n".join(checks) + "\n    end\n" if draw(st.booleans()) else ""
    )
    record = (
        f"\ntransform ProgramT\n    input: ProgramIn\n    output: ProgramOut\n{validate}"
        f"    apply\n{body}\n    end\n{part}end\n"
    )
    return f"\nschema ProgramOut\n    fields\n{schema}\n    end\nend\n", record


@st.composite
def _single(draw: st.DrawFn, given: tuple[Field, ...]) -> tuple[str, Callable_]:
    """Draw a transform with inputs one by one and one result, and on_error with a default."""
    chosen = [one for one in given if one.kind in SCALARS][:8]
    names = Names(tuple((one.name, one.kind) for one in chosen))
    drawing = Expressions(draw, names)
    type_ = draw(
        st.sampled_from(("integer", "decimal", "string", "double", "money", "decimal(10, 2)"))
    )
    kind = "decimal" if type_.startswith("decimal") else type_
    inputs = "\n".join(
        f"        {one.name}: {one.type}{' required' if one.said else ''}" for one in chosen
    )
    default = {"integer": "5", "string": '"none"', "double": "0.5"}.get(kind, "1.5")
    part = draw(
        st.sampled_from(
            (
                "",
                f"    on_error\n        action: use_default\n        default: {default}\n    end\n",
            )
        )
    )
    text = (
        f"\ntransform ProgramU\n    input\n{inputs}\n    end\n    output: {type_}\n    apply\n"
        f"        result = {drawing.of(kind, 3)}\n    end\n{part}end\n"
    )
    return text, Callable_("ProgramU", tuple(chosen), "", kind)
