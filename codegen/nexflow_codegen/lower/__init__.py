"""Definitions to the intermediate representation; a file per construct.

What the lowering of a process needs of the others:

- `context.Context`: one per run. `class_of(kind, name)`, `java_type(type)`, `shape(cls)`; `problems`
  collects `NotGenerated`, around each statement by `with context.statement(place, start, end)`.
- `unit.Unit(context, cls)`: one per Java file. `use(class)`, `support(class, member)`,
  `constant(…)`, `type_name(…)`, `information(…)` return text and remember imports; `file(…)` ends it.
- `scope.JavaScope(unit, names, groups)`: names of the language to `JavaValue`s; `scope.variable`
  and `scope.fields_of(shape, code)` make them.
- `expressions.lower_expression(expression, scope) -> JavaValue`,
  `conditions.lower_condition(expression, scope) -> JavaTest` (only true is true),
  `cells.lower_cell(cell, value, scope) -> JavaTest`: a cell of a table, an arm of a `route by`,
  `convert.convert(value, type, nullable, name, unit) -> JavaValue`: at an assignment.
- `schema.lower_schema(context, name, uses) -> LoweredSchema`,
  `transform.lower_transform(context, name) -> LoweredFunction`,
  `rules.lower_rule(context, name) -> LoweredFunction` (tables and rules),
  `support.lower_support(context) -> list of files`: last, when all uses are known.
- `json_code.write_field(unit, wire, value) -> code`: a statement that writes a field to `out`.
"""
