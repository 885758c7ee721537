"""The rows of a decision table as statements, asked one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.code import Arm, Assign, Branch, Declare, Fail, Return, Run, Statement
from nexflow_codegen.java import member_name, string_literal
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import TRUE, JavaTest

#: Marks a value that may be null, and then is not added to a list.
MAYBE = "/* maybe */"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: when it matches, and the code of its result. values: of a table that collects.

    asked: what is to be done where it matches.
    """

    test: JavaTest
    result: str
    values: tuple[str, ...]
    origin: str
    asked: tuple[Statement, ...] = ()


def first_match(rows: list[Row]) -> tuple[list[Statement], bool]:
    """Return the rows as statements, and whether the last of them always matches."""
    statements: list[Statement] = []
    for row in rows:
        if row.test == TRUE:
            statements += [*row.asked, Return(row.origin, row.result)]
            return statements, True
        body = (*row.asked, Return("", row.result))
        statements.append(Branch(row.origin, (Arm(row.test.code, body),), None))
    return statements, False


def single(rows: list[Row], found: str, result: str, unit: Unit) -> list[Statement]:
    """Return the rows of which one may match, as statements that assign it. result: its class."""
    error = unit.support("RecordError", "of")
    second = f"{error}({string_literal('more than one row matches')})"
    statements: list[Statement] = [Declare("", result, found, "null")]
    for index, row in enumerate(rows):
        inner: list[Statement] = [Fail("", f"{found} != null", second)] if index else []
        inner += [*row.asked, Assign("", found, row.result)]
        statements.append(Branch(row.origin, (Arm(row.test.code, tuple(inner)),), None))
    return statements


def collected(
    rows: list[Row], fields: list[tuple[str, ir.JavaType, bool]], result: str, unit: Unit
) -> list[Statement]:
    """Return the rows all of which may match, as statements that return lists."""
    array_list = unit.use("java.util.ArrayList")
    names = []
    statements: list[Statement] = []
    for name, type_, _nullable in fields:
        names.append(unit.locals.allot(member_name(name)))
        list_type = unit.type_name(ir.ListOf(type_), nullable=True)
        statements.append(Declare("", list_type, names[-1], f"new {array_list}<>()"))
    for row in rows:
        adds: tuple[Statement, ...] = tuple(
            Run("", _adding(name, value, unit))
            for name, value in zip(names, row.values, strict=True)
            if value != "null"
        )
        adds = (*row.asked, *adds)
        if adds:
            statements.append(Branch(row.origin, (Arm(row.test.code, adds),), None))
    statements.append(Return("", f"new {result}({', '.join(names)})"))
    return statements


def _adding(name: str, value: str, unit: Unit) -> str:
    """Return a statement that adds a value to a list, where there is one."""
    if not value.startswith(MAYBE):
        return f"{name}.add({value})"
    return f"{unit.support('Lists', 'add')}({name}, {value.removeprefix(MAYBE)})"
