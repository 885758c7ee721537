"""Random transforms of transforms: `compose` in its forms, and `on_change`."""

from __future__ import annotations

from dataclasses import dataclass

from called import Field
from expressions import Expressions, Names
from hypothesis import strategies as st
from values import SCALARS

_TYPES = (*SCALARS, "decimal(10, 2)", "list<integer>")
_SCHEMA = "\nschema {name}\n    fields\n{fields}\n    end\nend\n"
_TRANSFORM = """
transform {name}
    input: {given}
    output: {made}
    apply
{body}
    end
end
"""
_BLOCK = """
transform_block {name}
    input: ProgramIn
    output: {made}
{parts}end
"""
_CHANGE = """
transform ProgramC
    input: ProgramIn
    output: ProgramChanged
    apply
{body}
    end
    on_change [{watched}]
        recalculate
{anew}
        end
    end
end
"""


@dataclass(frozen=True)
class Made:
    """What is drawn: schemas, and the transforms between them."""

    schemas: str
    transforms: str


def _fields(draw: st.DrawFn, letter: str) -> tuple[Field, ...]:
    """Draw the fields of what a transform makes; some are required."""
    types = draw(st.lists(st.sampled_from(_TYPES), min_size=1, max_size=3))
    return tuple(
        Field(f"{letter}{number}", type_, draw(st.sampled_from(("", "", "", "", "required"))))
        for number, type_ in enumerate(types)
    )


def _schema(name: str, fields: tuple[Field, ...]) -> str:
    return _SCHEMA.format(name=name, fields="\n".join(one.line for one in fields))


def _transform(
    drawing: Expressions, name: str, given: str, made: str, fields: tuple[Field, ...]
) -> str:
    body = "\n".join(f"        {one.name} = {drawing.of(one.kind, 2)}" for one in fields)
    return _TRANSFORM.format(name=name, given=given, made=made, body=body)


def _seen(fields: tuple[Field, ...]) -> Names:
    return Names(tuple((one.name, one.kind) for one in fields))


@st.composite
def blocks(draw: st.DrawFn, names: Names) -> Made:
    """Draw four transforms, and blocks that run them one after another, side by side, or one of them."""
    drawing = Expressions(draw, names)
    first, second, last = (_fields(draw, letter) for letter in "qwz")
    after = drawing.seeing(_seen(first))
    aside = drawing.seeing(_seen((*first, *second)))
    transforms = [
        _transform(drawing, "ProgramV", "ProgramIn", "ProgramQ", first),
        _transform(drawing, "ProgramX", "ProgramIn", "ProgramQ", first),
        _transform(drawing, "ProgramW", "ProgramIn", "ProgramSide", second),
        _transform(after, "ProgramY", "ProgramQ", "ProgramLast", last),
        _transform(aside, "ProgramZ", "ProgramBoth", "ProgramLast", last),
    ]
    in_turn = "    compose sequential\n        ProgramV\n        ProgramY\n    end\n"
    both = "    compose parallel\n        ProgramV\n        ProgramW\n    end\n"
    then = "    then sequential\n        ProgramZ\n    end\n"
    arms = [f"        when {drawing.of('boolean', 2)} : ProgramV"]
    if draw(st.booleans()):
        arms.append(f"        when {drawing.of('boolean', 1)} : ProgramX")
    one_of = "\n".join(
        ["    compose conditional", *arms, "        otherwise : ProgramX", "    end\n"]
    )
    more = f"    then sequential\n        ProgramY\n    end\n{_mapped(drawing, last, draw)}"
    made = (
        ("ProgramInTurn", "ProgramLast", in_turn), ("ProgramSides", "ProgramBoth", both),
        ("ProgramThen", "ProgramLast", both + then), ("ProgramOneOf", "ProgramQ", one_of),
        ("ProgramOneThen", "ProgramLast", one_of + more),
    )  # fmt: skip
    found = [_BLOCK.format(name=name, made=of, parts=parts) for name, of, parts in made]
    changed, change = _change(draw, drawing)
    schemas = (
        _schema("ProgramQ", first) + _schema("ProgramSide", second)
        + _schema("ProgramBoth", (*first, *second)) + _schema("ProgramLast", last) + changed
    )  # fmt: skip
    return Made(schemas, "".join([*transforms, *found, change]))


def _mapped(drawing: Expressions, last: tuple[Field, ...], draw: st.DrawFn) -> str:
    """Draw what a block assigns itself, over what its transforms make."""
    if not draw(st.booleans()):
        return ""
    one = last[0]
    return f"    mappings\n        {one.name} = {drawing.of(one.kind, 2)}\n    end\n"


def _change(draw: st.DrawFn, drawing: Expressions) -> tuple[str, str]:
    """Draw a transform that computes fields anew where others change; n and s are always there."""
    others = _fields(draw, "c")
    fields = (
        Field("n", "integer", "required"),
        Field("s", "string"),
        Field("nod", "decimal"),
        *others,
    )
    watched = draw(
        st.lists(st.sampled_from(("n", "s", "nod")), min_size=1, max_size=3, unique=True)
    )
    body = [f"        {name} = {drawing.of(kind, 2)}" for name, kind in
            (("n", "integer"), ("s", "string"), ("nod", "decimal")) if draw(st.booleans())]  # fmt: skip
    body += [f"        {one.name} = {drawing.of(one.kind, 2)}" for one in others]
    seeing = drawing.seeing(drawing.names.plus(*((one.name, one.kind) for one in others)))
    again = draw(st.sampled_from((others[:1], others, (*others, Field("s", "string")))))
    anew = [f"            {one.name} = {seeing.of(one.kind, 2)}" for one in again]
    made = _CHANGE.format(
        body="\n".join(body), watched=", ".join(watched), anew="\n".join(anew)
    )  # fmt: skip
    return _schema("ProgramChanged", fields), made
