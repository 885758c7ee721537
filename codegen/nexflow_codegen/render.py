"""Java files from the intermediate representation: templates lay out, lines are broken, nothing is decided."""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import escape

from jinja2 import Environment, PackageLoader, StrictUndefined

from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.code import (
    Assign,
    Branch,
    Declare,
    Fail,
    ForEach,
    HandOn,
    Return,
    Run,
    Statement,
    Switch,
    Try,
)
from nexflow_codegen.java import comment, javadoc, string_literal
from nexflow_codegen.layout import wrap


@lru_cache
def environment() -> Environment:
    """Return the environment of all templates. Text of the language needs one of its filters."""
    made = Environment(
        loader=PackageLoader("nexflow_codegen", "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Java is no HTML: literals are escaped by these filters
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        java_string=string_literal, comment=comment, javadoc=javadoc, code=statements, xml=escape
    )
    return made


def render(file: JavaFile) -> str:
    """Return a file's text."""
    template = environment().get_template(file.template)
    text = template.render(file=file, model=file.model)
    return wrap(text)


def statements(body: tuple[Statement, ...], indent: int = 8) -> str:
    """Return statements as lines, without the last line's end."""
    return "\n".join(line for statement in body for line in _lines(statement, " " * indent))


def _lines(statement: Statement, indent: str) -> list[str]:
    origin = [f"{indent}// {comment(statement.origin)}"] if statement.origin else []
    match statement:
        case Declare():
            value = f" = {statement.code}" if statement.code else ""
            lines = [f"{statement.type} {statement.name}{value};"]
        case Assign():
            lines = [f"{statement.name} = {statement.code};"]
        case Return():
            lines = [f"return {statement.code};" if statement.code else "return;"]
        case Run():
            lines = [f"{statement.code};"]
        case HandOn():
            to = statement.to
            lines = [
                f"{to}({statement.code}, context, out);"
                if to
                else f"out.collect({statement.code});"
            ]
        case Fail():
            lines = [f"if ({statement.condition}) {{", f"    throw {statement.code};", "}"]
        case _:
            return [*origin, *_compound(statement, indent)]
    return [*origin, *(f"{indent}{line}" for line in lines)]


def _compound(statement: Statement, indent: str) -> list[str]:
    """Return the lines of a statement that holds others."""
    match statement:
        case ForEach():
            start = f"{indent}for ({statement.type} {statement.name} : {statement.over}) {{"
            return [start, *_block(statement.body, indent), f"{indent}}}"]
        case Switch():
            return _switch(statement, indent)
        case Try():
            caught = f"{indent}}} catch (RuntimeException {statement.error}) {{"
            body, handler = _block(statement.body, indent), _block(statement.caught, indent)
            return [f"{indent}try {{", *body, caught, *handler, f"{indent}}}"]
        case Branch():
            return _branch(statement, indent)
        case _:
            raise AssertionError(statement)


def _switch(statement: Switch, indent: str) -> list[str]:
    lines = [f"{indent}switch ({statement.subject}) {{"]
    for labels, body in statement.cases:
        lines.append(f"{indent}    case {', '.join(labels)} -> {{")
        lines += _block(body, indent + "    ")
        lines.append(f"{indent}    }}")
    # Without a case for the rest, a compiler that is asked for all warnings gives one.
    return [*lines, f"{indent}    default -> {{", f"{indent}    }}", f"{indent}}}"]


def _block(body: tuple[Statement, ...], indent: str) -> list[str]:
    return [line for statement in body for line in _lines(statement, indent + "    ")]


def _branch(statement: Branch, indent: str) -> list[str]:
    lines: list[str] = []
    word = "if"
    for arm in statement.arms:
        lines.append(f"{indent}{word} ({arm.condition}) {{")
        lines += _block(arm.body, indent)
        word = "} else if"
    if statement.otherwise:
        lines.append(f"{indent}}} else {{")
        lines += _block(statement.otherwise, indent)
    lines.append(f"{indent}}}")
    return lines
