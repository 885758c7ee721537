"""Decision tables: `if` after `if` over the inputs, a row's result a constant where it can be."""

from __future__ import annotations

from dataclasses import replace

from nexflow_analysis.definitions import FieldDefinition, TableDefinition
from nexflow_analysis.table.model import TableModel, model_of
from nexflow_analysis.table.reading import cell_texts
from nexflow_analysis.table.strategy import CHAIN, Plan, Strategy, plan_of
from nexflow_analysis.tables import ColumnKind, Table, TableRow, read_table
from nexflow_codegen.ir import types as ir
from nexflow_codegen.ir.classes import Constant, FunctionClass, LoweredFunction, Method, Parameter
from nexflow_codegen.ir.code import Arm, Assign, Branch, Declare, Return, Statement
from nexflow_codegen.java import member_name
from nexflow_codegen.lower.actions import reserve_collectors
from nexflow_codegen.lower.cells import lower_cell, marker_field, markers_in
from nexflow_codegen.lower.choices import to_one_type
from nexflow_codegen.lower.conditions import both
from nexflow_codegen.lower.context import Context, Place, Unsupported
from nexflow_codegen.lower.convert import convert
from nexflow_codegen.lower.expressions import NULL, lower_expression, operand
from nexflow_codegen.lower.records import plain_record, use_record_classes
from nexflow_codegen.lower.rules import inputs_of
from nexflow_codegen.lower.scope import Fields, JavaScope
from nexflow_codegen.lower.statements import Body, parameter_value
from nexflow_codegen.lower.table_cells import (
    asks,
    column_of,
    depends,
    is_result,
    lower_asking,
    priority,
    result_of,
)
from nexflow_codegen.lower.table_finish import COLLECTED, Finish
from nexflow_codegen.lower.table_plan import PlannedTable
from nexflow_codegen.lower.table_rows import MAYBE, Row, collected, first_match, single
from nexflow_codegen.lower.unit import Unit
from nexflow_codegen.lower.values import TRUE, JavaValue
from nexflow_grammar.tree import expressions as e
from nexflow_grammar.tree import rules as cells
from nexflow_grammar.tree.nodes import Phrase, Word

#: HotSpot does not compile a method over 8,000 bytes of bytecode.
ROWS_PER_METHOD = 50
_PARTS = frozenset({
    "hit_policy", "description", "execute", "table_version", "given", "given_schema", "decide", "return",
    "return_schema", "post_calculate", "aggregate", "mappings", "lookups",
})  # fmt: skip
_LISTS = frozenset({"multi_hit", "collect_all", *COLLECTED})


def lower_table(
    context: Context, definition: TableDefinition, place: Place, given: Fields | None = None
) -> LoweredFunction:
    """Lower a decision table. given: the fields of the record that one without inputs is used on."""
    return _Table(context, definition, place, given).lower()


class _Table:
    """Lowers one decision table."""

    def __init__(
        self, context: Context, definition: TableDefinition, place: Place, given: Fields | None
    ) -> None:
        self.context = context
        self.given = given
        self.definition = definition
        self.place = place
        assert place.segment.head is not None
        self.head = place.segment.head
        self.unit = Unit(context, context.class_of("rule", definition.name), waits=True, acts=True)
        self.finish = Finish(self.unit, definition, place, self.head)
        self.name = "Rows" if self.finish.needed else "Result"
        self.cls = self.unit.cls.nested(self.name)
        self.collects = definition.hit_policy in _LISTS
        self.fallible = definition.hit_policy == "single_hit"

    def lower(self) -> LoweredFunction:
        """Return the table's class and file."""
        methods: tuple[Method, ...] = (Method("evaluate", self.name, (), ()),)
        result = None
        with self.context.statement(self.place, self.head.start, self.head.end):
            self.unit.reserve(self.name)
            use_record_classes(self.unit)
            self._refuse_parts()
            self.unit.method()
            parameters, scope = inputs_of(self.unit, self.definition, self.head, self.given)
            reserve_collectors(self.unit)
            table = read_table(self.head, self.definition)
            parameters, scope = self._marked(table, parameters, scope)
            body = Body(self.unit)
            scope = self.finish.looked_up(body, scope)
            values = self._column_values(table, scope, body)
            rows = self._in_order(table)
            complete = any(self._matches_all(table, row) for row in rows)
            fields = self._fields(table, rows, scope, complete=complete)
            listed = [
                (n, ir.ListOf(t) if self.collects else t, null and not self.collects)
                for n, t, null in fields
            ]
            documentation = (
                "What the rows say." if self.finish.needed else "What the table decides."
            )
            result = plain_record(self.unit, self.cls, documentation, listed)
            model, plan = self._plan(table)
            chain = model is None or plan.strategy is Strategy.CHAIN
            lowered = [self._row(table, r, values, fields, scope, tested=chain) for r in rows]
            if model is None or chain:
                methods = self._methods(parameters, body.statements, lowered, fields)
            else:
                planned = PlannedTable(
                    model, _conditions(table, values), [Return(r.origin, r.result) for r in lowered],
                    Return("", self._no_row(fields)), scope, _passed(parameters, body.statements),
                    ROWS_PER_METHOD, self.name, self.unit,
                )  # fmt: skip
                methods = self._searched(parameters, body.statements, planned, plan)
            self.fallible |= body.fallible
            methods = tuple(map(self._handed_in, methods))
            if self.finish.needed:
                self.cls = self.unit.cls.nested("Result")
                finished, result = self.finish.methods(methods, result, listed, scope)
                methods, self.fallible = finished, self.fallible or self.finish.fallible
        function = FunctionClass(
            self.unit.cls, self.place.documentation(), _results_last(self.unit.constants, self.name), methods,
            ir.RecordOf(self.cls), result_nullable=False,
            result=result, takes_record=bool(self.definition.given_schema), fallible=self.fallible,
            services=self.unit.services, blocks=self.unit.blocks, collectors=self.unit.collectors,
        )  # fmt: skip
        origin = self.place.header(f"decision_table {self.definition.name}")
        return LoweredFunction(function, self.unit.file("function.java.j2", function, origin))

    def _marked(
        self, table: Table, parameters: tuple[Parameter, ...], scope: JavaScope
    ) -> tuple[tuple[Parameter, ...], JavaScope]:
        """Return the parameters and names with those that say which markers there are."""
        for name in markers_in(cell.node for row in table.rows for cell in row.cells):
            local = self.unit.locals.allot(member_name(f"{name}_fired"))
            field = marker_field(name)
            made = Parameter(local, field, ir.BOOLEAN, nullable=False, java_type="boolean")
            parameters, scope = (*parameters, made), scope.inner({field: parameter_value(made)})
        return parameters, scope

    def _refuse_parts(self) -> None:
        for part in self.head.children:
            if part.rule not in _PARTS:
                with self.context.statement(self.place, part.start, part.end):
                    raise Unsupported(f"`{part.rule.replace('_', ' ')}` in a decision table")
            if part.rule == "execute" and isinstance(part.node, Phrase):
                with self.context.statement(self.place, part.start, part.end):
                    self._refuse_execute(part.node.every(Word)[-1].text)

    def _refuse_execute(self, said: str) -> None:
        """Refuse what is not what happens anyway: what a row that matches asks for is done."""
        if said == "multi" and not self.collects:
            raise Unsupported(
                "`execute: multi` of a table that takes one row; write `hit_policy multi_hit`"
            )
        if said not in ("yes", "multi"):
            raise Unsupported(
                f"`execute: {said}`, which says not with what; call `{said}` in the cells, and write `execute: yes`"
            )

    def _column_values(self, table: Table, scope: JavaScope, body: Body) -> list[JavaValue]:
        """Return the value that each condition column is about; a computed one is named first."""
        values: list[JavaValue] = []
        for column in table.columns:
            value = NULL
            if column.kind is ColumnKind.CONDITION:
                if column.expression is None:
                    raise Unsupported(f"the column `{column.text}`")
                if isinstance(column.expression, e.Name):
                    value = lower_expression(column.expression, scope)
                else:
                    assert table.header is not None
                    origin = self.place.origin(table.header.start)
                    value = body.define("column", column.expression, scope, origin)
            elif column.kind is ColumnKind.UNKNOWN:
                raise Unsupported(f"the column `{column.text}` without `given` and `return`")
            values.append(value)
        return values

    def _in_order(self, table: Table) -> list[TableRow]:
        """Return the rows by their priority, ascending, then as written."""
        number = next(
            (i for i, c in enumerate(table.columns) if c.kind is ColumnKind.PRIORITY), None
        )
        if number is None:
            return list(table.rows)
        return sorted(table.rows, key=lambda row: priority(row.cells[number].node))

    def _matches_all(self, table: Table, row: TableRow) -> bool:
        return all(
            isinstance(cell.node, cells.AnyCell)
            for column, cell in zip(table.columns, row.cells, strict=False)
            if column.kind is ColumnKind.CONDITION
        )

    def _fields(
        self, table: Table, rows: list[TableRow], scope: JavaScope, *, complete: bool
    ) -> list[tuple[str, ir.JavaType, bool]]:
        """Return the results as (name, type, nullable), in the order of their declaration."""
        found: list[tuple[str, ir.JavaType, bool]] = []
        for field in self._columns_of_results(table):
            number = column_of(table, field.name)
            nodes = [row.cells[number].node for row in rows] if number is not None else []
            asking = [node for node in nodes if asks(node, self.context)]
            empty = number is None or any(isinstance(node, cells.AnyCell) for node in nodes)
            empty = empty or bool(asking)
            nodes = [node for node in nodes if node not in asking]
            if asking and self.definition.inferred and not any(map(is_result, nodes)):
                continue  # a column of what is to be done has no value
            if not self.definition.inferred:
                type_, nullable = self.context.java_type(field.type), field.nullable
            else:
                scratch = Unit(self.context, self.unit.cls, waits=True, acts=True)
                inner = JavaScope(scratch, scope.names, scope.groups)
                values = [operand(result_of(node), inner) for node in nodes if is_result(node)]
                values = to_one_type(values, scratch)
                known = [value.type for value in values if not value.is_null]
                if not known:
                    raise Unsupported(f"the result column `{field.name}` without any value")
                type_, nullable = known[0], any(value.nullable for value in values)
            # Of a list, a row that says nothing adds nothing.
            nullable = self.collects or nullable or empty or not complete
            found.append((field.name, type_, nullable))
        return found

    def _columns_of_results(self, table: Table) -> tuple[FieldDefinition, ...]:
        """Return the results; of a table that computes more after its rows, those with a column."""
        results = self.definition.results
        if self.definition.result_schema:
            results = self.context.schema(self.definition.result_schema).fields
        if not self.finish.needed:
            return results
        return tuple(one for one in results if column_of(table, one.name) is not None)

    def _row(
        self, table: Table, row: TableRow, values: list[JavaValue],
        fields: list[tuple[str, ir.JavaType, bool]], scope: JavaScope, *, tested: bool,
    ) -> Row:  # fmt: skip
        """Lower a row. tested: whether its conditions are asked, or it is found without them."""
        origin = self.place.origin(row.entry.start)
        test = TRUE
        arguments: list[str] = []
        asked: list[Statement] = []
        constant = True
        with self.context.statement(self.place, row.entry.start, row.entry.end):
            for column, cell, value in zip(table.columns, row.cells, values, strict=True):
                if cell.node is None:
                    raise Unsupported("a cell that does not parse")
                if tested and column.kind is ColumnKind.CONDITION:
                    test = both(test, lower_cell(cell.node, value, scope))
                elif column.kind is ColumnKind.RESULT and asks(cell.node, self.context):
                    statement, fallible = lower_asking(cell.node, scope)
                    asked.append(statement)
                    self.fallible |= fallible
            for name, type_, nullable in fields:
                number = column_of(table, name)
                node = row.cells[number].node if number is not None else None
                result = NULL
                if is_result(node) and not asks(node, self.context):
                    result = operand(result_of(node), scope)
                    constant = constant and not depends(result_of(node))
                result = convert(result, type_, self.unit, nullable=nullable, name=name)
                self.fallible |= result.fallible
                # One that fails when its class is loaded would take the whole job down.
                constant = constant and not result.fallible
                said = result.or_null()
                adds = self.collects and result.nullable and said != "null"
                arguments.append(f"{MAYBE}{said}" if adds else said)
        self.fallible |= test.fallible
        code = f"new {self.name}({', '.join(arguments)})"
        if constant and not self.collects:
            number = next(i for i, known in enumerate(table.rows, 1) if known is row)
            code = self.unit.constant(self.name, f"ROW_{number}", code)
        return Row(test, code, tuple(arguments), origin, tuple(asked))

    def _handed_in(self, method: Method) -> Method:
        """Return a method of the rows with what it asks, and what it asks for."""
        return replace(method, services=self.unit.services, collectors=self.unit.collectors)

    def _plan(self, table: Table) -> tuple[TableModel | None, Plan]:
        """Return how a row is found; a table that is searched never meets a second match."""
        if any(asks(cell.node, self.context) for row in table.rows for cell in row.cells):
            return None, CHAIN
        texts = [cell_texts(row.entry) for row in table.rows]
        model = model_of(table, texts, self.definition, self.context.lookup)
        plan = plan_of(model) if model is not None else CHAIN
        self.fallible = self.fallible and plan.strategy is Strategy.CHAIN
        return model, plan

    def _searched(
        self,
        parameters: tuple[Parameter, ...],
        columns: list[Statement],
        planned: PlannedTable,
        plan: Plan,
    ) -> tuple[Method, ...]:
        statements = planned.statements(plan)
        self.fallible |= planned.fallible
        return (
            Method("evaluate", self.name, parameters, (*columns, *statements)),
            *planned.methods,
        )

    def _no_row(self, fields: list[tuple[str, ir.JavaType, bool]]) -> str:
        none = f"new {self.name}(" + ", ".join("null" for _field in fields) + ")"
        return self.unit.constant(self.name, "NO_ROW", none)

    def _methods(
        self, parameters: tuple[Parameter, ...], columns: list[Statement], rows: list[Row],
        fields: list[tuple[str, ir.JavaType, bool]],
    ) -> tuple[Method, ...]:  # fmt: skip
        if self.collects:
            return (
                Method(
                    "evaluate",
                    self.name,
                    parameters,
                    (*columns, *collected(rows, fields, self.name, self.unit)),
                ),
            )
        if self.definition.hit_policy == "single_hit":
            found = self.unit.locals.allot("found")
            body = [*columns, *single(rows, found, self.name, self.unit)]
            body.append(Return("", f"{found} != null ? {found} : {self._no_row(fields)}"))
            return (Method("evaluate", self.name, parameters, tuple(body)),)
        if len(rows) <= ROWS_PER_METHOD:
            statements, ends = first_match(rows)
            if not ends:
                statements.append(Return("", self._no_row(fields)))
            return (Method("evaluate", self.name, parameters, (*columns, *statements)),)
        return self._chunked(parameters, columns, rows, fields)

    def _chunked(
        self,
        parameters: tuple[Parameter, ...],
        columns: list[Statement],
        rows: list[Row],
        fields: list[tuple[str, ir.JavaType, bool]],
    ) -> tuple[Method, ...]:
        """Split the rows over methods that the virtual machine still compiles."""
        passed = _passed(parameters, columns)
        names = [item.name for item in passed] + [item.name for item in self.unit.services]
        arguments = ", ".join([*names, *(item.name for item in self.unit.collectors)])
        body: list[Statement] = [*columns]
        others: list[Method] = []
        found = self.unit.locals.allot("found")
        for start in range(0, len(rows), ROWS_PER_METHOD):
            chunk = rows[start : start + ROWS_PER_METHOD]
            name = f"rows{start + 1}To{start + len(chunk)}"
            statements, ends = first_match(chunk)
            if not ends:
                statements.append(Return("", "null"))
            others.append(Method(name, self.name, passed, tuple(statements), public=False))
            call = f"{name}({arguments})"
            body.append(
                Declare("", self.name, found, call) if not start else Assign("", found, call)
            )
            body.append(Branch("", (Arm(f"{found} != null", (Return("", found),)),), None))
        body.append(Return("", self._no_row(fields)))
        return (Method("evaluate", self.name, parameters, tuple(body)), *others)


def _conditions(table: Table, values: list[JavaValue]) -> list[JavaValue]:
    """Return the values of the condition columns."""
    columns = zip(table.columns, values, strict=True)
    return [value for column, value in columns if column.kind is ColumnKind.CONDITION]


def _passed(parameters: tuple[Parameter, ...], columns: list[Statement]) -> tuple[Parameter, ...]:
    """Return what a part of the rows needs: the table's parameters and its computed columns."""
    made = [column for column in columns if isinstance(column, Declare)]
    return (
        *parameters,
        *(Parameter(c.name, c.name, ir.NULL, nullable=False, java_type=c.type) for c in made),
    )


def _results_last(constants: list[Constant], name: str) -> tuple[Constant, ...]:
    """Return constants with the rows' results after what they are made of, and what holds those last."""

    def order(constant: Constant) -> int:
        return 2 if constant.type.endswith(f" {name}>") else constant.type == name

    return tuple(sorted(constants, key=order))
