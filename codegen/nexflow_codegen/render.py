"""Java files from the intermediate representation: templates lay out, lines are broken, nothing is decided."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from nexflow_codegen.ir.classes import JavaFile
from nexflow_codegen.ir.code import (
    Assign,
    Branch,
    Declare,
    Fail,
    ForEach,
    Return,
    Run,
    Statement,
    Switch,
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
        java_string=string_literal, comment=comment, javadoc=javadoc, code=statements
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
    lines = [f"{indent}// {comment(statement.origin)}"] if statement.origin else []
    match statement:
        case Declare():
            value = f" = {statement.code}" if statement.code else ""
            lines.append(f"{indent}{statement.type} {statement.name}{value};")
        case Assign():
            lines.append(f"{indent}{statement.name} = {statement.code};")
        case Return():
            lines.append(
                f"{indent}return {statement.code};" if statement.code else f"{indent}return;"
            )
        case Run():
            lines.append(f"{indent}{statement.code};")
        case Fail():
            lines += [
                f"{indent}if ({statement.condition}) {{",
                f"{indent}    throw {statement.code};",
                f"{indent}}}",
            ]
        case ForEach():
            lines.append(f"{indent}for ({statement.type} {statement.name} : {statement.over}) {{")
            lines += _block(statement.body, indent)
            lines.append(f"{indent}}}")
        case Switch():
            lines.append(f"{indent}switch ({statement.subject}) {{")
            for labels, body in statement.cases:
                lines.append(f"{indent}    case {', '.join(labels)} -> {{")
                lines += _block(body, indent + "    ")
                lines.append(f"{indent}    }}")
            # Without a case for the rest, a compiler that is asked for all warnings gives one.
            lines += [f"{indent}    default -> {{", f"{indent}    }}", f"{indent}}}"]
        case Branch():
            lines += _branch(statement, indent)
        case _:
            raise AssertionError(statement)
    return lines


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
