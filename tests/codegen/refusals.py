"""What the generator says it does not generate, read off its own source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "codegen" / "nexflow_codegen"
#: Stands for what a message says of a project.
HOLE = "…"


def refusals() -> dict[str, str]:
    """Return what each message says before it proposes something else, and a place that raises it."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (message := _message(node)) is not None:
                for text in _texts(message, tree):
                    place = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
                    found.setdefault(text.partition("; ")[0], place)
    return found


def _message(node: ast.Call) -> ast.expr | None:
    """Return the message of a call that refuses something."""
    match node.func:
        case ast.Name("Unsupported"):
            return node.args[0]
        case ast.Name("not_generated"):
            return node.args[3]
        case _:
            return None


def _texts(node: ast.expr, tree: ast.Module) -> Iterator[str]:
    """Yield the texts that an expression may be; what is filled in is a hole."""
    match node:
        case ast.Constant(str() as text):
            yield text
        case ast.JoinedStr(parts):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else HOLE for part in parts
            )
        case ast.IfExp(_, one, other):
            yield from _texts(one, tree)
            yield from _texts(other, tree)
        case ast.Call(ast.Attribute(ast.Name(table), "get"), [_, *otherwise]):
            for value in [*_values(table, tree), *otherwise]:
                yield from _texts(value, tree)
        case ast.Call(ast.Name(function)):
            for value in _returned(function, tree):
                yield from _texts(value, tree)
        case _:
            raise AssertionError(f"a message that cannot be read: {ast.unparse(node)}")


def _values(table: str, tree: ast.Module) -> list[ast.expr]:
    """Return the values of a dictionary of the module."""
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], ast.Dict(_, values)) if name == table:
                return values
            case ast.AnnAssign(ast.Name(name), _, ast.Dict(_, values)) if name == table:
                return values
    raise AssertionError(f"no dictionary {table}")


def _returned(function: str, tree: ast.Module) -> list[ast.expr]:
    """Return what a function of the module returns; `str(…)` of an error has been said elsewhere."""
    return [
        node.value
        for made in tree.body
        if isinstance(made, ast.FunctionDef) and made.name == function
        for node in ast.walk(made)
        if isinstance(node, ast.Return) and node.value is not None
    ]
