"""`compose`: transforms one after another, side by side, or one of several."""

from __future__ import annotations

from nexflow_analysis.definitions import TransformDefinition
from nexflow_analysis.names import normal
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import FunctionClass
from nexflow_codegen.ir.code import Arm, Assign, Branch, Declare, Statement
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.applying import apply_to_fields
from nexflow_codegen.lower.conditions import lower_condition
from nexflow_codegen.lower.context import Place, Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.scope import Fields, JavaScope, fields_of, find_field, variable
from nexflow_codegen.lower.statements import Body
from nexflow_codegen.lower.values import JavaValue
from nexflow_grammar.assemble import Entry
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree.nodes import Phrase, Word


def lower_compose(
    body: Body, place: Place, head: Entry, scope: JavaScope, definition: TransformDefinition
) -> Fields:
    """Lower all `compose` and `then` of a block; return the fields of what they make."""
    fields = dict(scope.groups.get("input", {}))
    whole = scope.names.get("input")
    if whole is not None and isinstance(whole.type, ir.RecordOf):
        fields = fields_of(body.unit.context.shape(whole.type.cls), "input")
    params = scope.groups.get("params", {})
    for part in head.every("compose", "compose_then"):
        assert isinstance(part.node, Phrase)
        words = part.node.every(Word)
        kind = words[-1].text if words else "sequential"
        composed = _Composed(body, place, params)
        with body.unit.context.statement(place, part.start, part.end):
            match kind:
                case "parallel":
                    fields = composed.side_by_side(part, fields, whole)
                case "conditional":
                    fields = composed.one_of(part, fields, whole, scope)
                case _:
                    fields = composed.in_turn(part, fields, whole)
        whole = None
    del definition
    return fields


class _Composed:
    """Lowers one `compose`."""

    def __init__(self, body: Body, place: Place, params: Fields) -> None:
        self.body = body
        self.unit = body.unit
        self.place = place
        self.params = params

    def in_turn(self, part: Entry, fields: Fields, whole: JavaValue | None) -> Fields:
        """Lower `sequential`: each one's output is the next one's input."""
        for entry in part.children:
            fields = self._applied(entry, fields, whole, self.body)
            whole = None
        return fields

    def side_by_side(self, part: Entry, fields: Fields, whole: JavaValue | None) -> Fields:
        """Lower `parallel`: all outputs together."""
        found: Fields = {}
        for entry in part.children:
            found.update(self._applied(entry, fields, whole, self.body))
        return found

    def one_of(
        self, part: Entry, fields: Fields, whole: JavaValue | None, scope: JavaScope
    ) -> Fields:
        """Lower `conditional`: the first whose condition holds, else the record as it is."""
        arms: list[tuple[str, list[Statement], Fields]] = []
        otherwise: tuple[list[Statement], Fields] | None = None
        inner = scope.inner(fields)
        names = self.unit.locals
        for entry in part.children:
            assert isinstance(entry.node, Phrase)
            condition = entry.node.first(e.Expression)
            self.unit.locals = names.copy()
            body = Body(self.unit)
            made = self._applied(entry, fields, whole, body)
            self.body.fallible = self.body.fallible or body.fallible
            if condition is None:
                otherwise = (body.statements, made)
                continue
            test = lower_condition(condition, inner)
            self.body.fallible = self.body.fallible or test.fallible
            arms.append((test.code, body.statements, made))
        if not arms and otherwise is not None:  # nothing is asked
            for statement in otherwise[0]:
                self.body.add(statement)
            return otherwise[1]
        self.unit.locals = names
        return self._joined(part, arms, otherwise, fields)

    def _joined(
        self, part: Entry, arms: list[tuple[str, list[Statement], Fields]],
        otherwise: tuple[list[Statement], Fields] | None, before: Fields,
    ) -> Fields:  # fmt: skip
        """Return the fields after one of several ways: variables that each of them assigns."""
        last = otherwise if otherwise is not None else ([], before)
        ways = [(statements, made) for _code, statements, made in arms] + [last]
        joined: Fields = {}
        for name in dict.fromkeys(name for _statements, made in ways for name in made):
            values = [find_field(made, name) for _statements, made in ways]
            known = [value for value in values if value is not None]
            nullable = len(known) < len(ways) or any(value.nullable for value in known)
            if otherwise is None and len(known) < len(ways) and values[-1] is not None:
                continue  # a field that only the record as it is has
            local = self.unit.locals.allot(member_name(name))
            type_ = known[0].type
            self.body.add(Declare("", self.unit.type_name(type_, nullable=nullable), local))
            for (statements, _made), value in zip(ways, values, strict=True):
                code = "null"
                if value is not None:
                    taken = convert(value, type_, self.unit, nullable=nullable, name=name)
                    code = taken.or_null()
                statements.append(Assign("", local, code))
            joined[name] = variable(local, type_, nullable=nullable)
        lowered = tuple(Arm(code, tuple(statements)) for code, statements, _made in arms)
        origin = self.place.origin(part.start)
        self.body.add(Branch(origin, lowered, tuple(ways[-1][0])))
        return joined

    def _applied(self, entry: Entry, fields: Fields, whole: JavaValue | None, body: Body) -> Fields:
        """Call one transform; return the fields that there are after it."""
        assert isinstance(entry.node, Phrase)
        name = entry.node.every(Word)[-1].text
        function = self._function(name, fields)
        value = apply_to_fields(function, {**fields, **self.params}, whole, self.unit)
        if value.nullable:
            raise Unsupported(f"`{name}`, which may skip a record, in a `compose`")
        if not isinstance(value.type, ir.RecordOf):
            raise Unsupported(f"`{name}`, whose result is no record, in a `compose`")
        body.fallible = body.fallible or value.fallible
        held = body.declare(name, value, self.place.origin(entry.start))
        made = fields_of(self.unit.context.shape(value.type.cls), held.code)
        if not function.extends:
            return made
        hidden = {normal(other) for other in made}
        return {n: v for n, v in fields.items() if normal(n) not in hidden} | made

    def _function(self, name: str, fields: Fields) -> FunctionClass:
        return self.unit.context.callee("transform", name, fields)
