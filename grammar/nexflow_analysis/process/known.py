"""What a condition proves of the values in it: which cannot be null where it holds."""

from __future__ import annotations

from nexflow_grammar.tree import expressions as e

_COMPARISONS = frozenset(
    {"==", "=", "!=", "<", "<=", ">", ">=", "matches", "contains", "starts_with", "ends_with"}
)
_ARITHMETIC = frozenset({"+", "-", "*", "/", "%", "mod"})
NamePath = tuple[str, ...]


def not_null(condition: e.Expression, *, holds: bool = True) -> set[NamePath]:
    """Return the paths that are not null where a condition is true, or where it is not."""
    return _where_true(condition) if holds else _where_not_true(condition)


def _where_true(node: e.Expression) -> set[NamePath]:
    match node:
        case e.Binary(operator="and"):
            return _where_true(node.left) | _where_true(node.right)
        case e.Binary(operator="or"):
            return _where_true(node.left) & _where_true(node.right)
        case e.Binary() if node.operator in _COMPARISONS:
            return strict(node.left) | strict(node.right)
        case e.NullTest(negated=True):
            return strict(node.value)
        case e.Unary(operator="not", operand=e.NullTest(negated=False) as test):
            return strict(test.value)
        case e.Membership() | e.Between():
            return strict(node.value)
        case _:
            return strict(node)


def _where_not_true(node: e.Expression) -> set[NamePath]:
    match node:
        case e.NullTest(negated=False):
            return strict(node.value)
        case e.Binary(operator="or"):
            return _where_not_true(node.left) | _where_not_true(node.right)
        case _:
            return set()


def strict(node: e.Expression) -> set[NamePath]:
    """Return the paths that are not null where the value of an expression is not."""
    path = path_of(node)
    if path:
        return {path[:length] for length in range(1, len(path) + 1)}
    match node:
        case e.Binary() if node.operator in _ARITHMETIC:
            return strict(node.left) | strict(node.right)
        case e.Unary(operator="-"):
            return strict(node.operand)
        case _:
            return set()


def path_of(node: e.Expression) -> NamePath:
    """Return the names of a path; () of other expressions."""
    match node:
        case e.Name():
            return (node.text,)
        case e.Member():
            target = path_of(node.target)
            return (*target, node.name.text) if target else ()
        case _:
            return ()
