"""NX410–NX417: what is proven of a decision table as a whole."""

from __future__ import annotations

from msgspec import Struct

from nexflow_analysis.diagnostics import Here, LocalFix, Replacement, Severity
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.report import Reporter
from nexflow_analysis.table.analysis import Covered, Overlap, Proof, prove
from nexflow_analysis.table.budget import Budget
from nexflow_analysis.table.edits import TableText
from nexflow_analysis.table.model import TableModel
from nexflow_analysis.table.reading import cell_texts, read_segment
from nexflow_analysis.tables import ColumnKind, Table, TableRow
from nexflow_grammar.assemble import Entry
from nexflow_grammar.source_file import Segment
from nexflow_grammar.tree.nodes import Node, Phrase, Word

#: Other rows that a message names; it counts the rest.
_MOST_NAMED = 5
#: A longer cell is cut short in a message, and no fix writes it.
_LONGEST_CELL = 60
_LISTS = frozenset({"multi_hit", "collect_all"})


def check_table_proof(segment: Segment, lookup: Lookup, reporter: Reporter, budget: Budget) -> None:
    """Report gaps, overlaps, rows that never decide, and rows that could be fewer."""
    reading = read_segment(segment, lookup, budget)
    if reading is None or reading.model is None:
        return
    if any(column.problems for column in reading.table.columns):
        return
    report = _Report(
        segment, reading.table, reading.model, prove(reading.model, budget),
        TableText(segment.text, reading.decide), reporter,
    )  # fmt: skip
    report.run()


class _Report(Struct):
    """The findings of a proof as diagnostics of one segment."""

    segment: Segment
    table: Table
    model: TableModel
    proof: Proof
    text: TableText
    reporter: Reporter

    def run(self) -> None:
        """Report everything."""
        self._gaps()
        self._contradictions()
        self._overlaps()
        self._idle_rows()
        self._merges()
        self._policy()
        self._unproven()

    @property
    def _policy_severity(self) -> Severity:
        """How bad it is that not exactly one row matches."""
        single = self.model.hit_policy == "single_hit"
        return Severity.ERROR if single else Severity.WARNING

    def _gaps(self) -> None:
        gaps = [gap.cells for gap in self.proof.gaps]
        if not gaps:
            return
        rows = [self._as_row(cells) for cells in gaps]
        shown = ", ".join(f"`| {' | '.join(map(_short, cells))} |`" for cells in gaps)
        more = ", and more" if self.proof.more_gaps else ""
        default = self.model.hit_policy == "first_match"
        advice = "add a row for it, or a default row" if default else "add a row for it"
        if len(gaps) > 1:
            advice = advice.replace("for it", "for each")
        fixes = []
        if not any(column.kind is ColumnKind.PRIORITY for column in self.table.columns):
            if not self.proof.more_gaps and all(
                _short(cell) == cell for row in rows for cell in row
            ):
                title = "Add the missing row" if len(rows) == 1 else f"Add {len(rows)} rows"
                fixes.append(LocalFix(title, self.text.adding(rows), safe=False))
            if default:
                row = self._as_row(["*"] * len(self.model.columns))
                fixes.append(LocalFix("Add a default row", self.text.adding([row]), safe=False))
        message = f"no row matches {shown}{more}; {advice}"
        self._at_name("NX410", message, self._policy_severity, tuple(fixes))

    def _as_row(self, cells: list[str] | tuple[str, ...]) -> list[str]:
        """Return a row with some conditions, and with nothing as its results."""
        row = ["-"] * len(self.table.columns)
        for column, cell in zip(self.model.columns, cells, strict=True):
            row[column.number] = cell
        return row

    def _contradictions(self) -> None:
        for found in self.proof.contradictions:
            column, row = self.model.columns[found.column], self._row(found.row)
            cell = row.cells[column.number]
            limits = column.domain.limits()
            known = f" ({limits})" if limits else ""
            message = (
                f"no value of `{column.text}`{known} is `{self._text(row, column.number)}`, "
                "so this row never matches; correct the cell or remove the row"
            )
            fix = LocalFix("Remove the row", self._without(row), safe=False)
            self._add(row, cell.place, "NX414", message, Severity.WARNING, (fix,))

    def _overlaps(self) -> None:
        for found in self.proof.overlaps:
            names = [column.text for column in self.model.columns]
            said = [
                f"`{name}` is {example[1]}"
                for name, example in zip(names, found.example, strict=True)
                if example is not None
            ]
            when = f" when {' and '.join(said)}" if said else ""
            first = self.model.rows[found.others[0]] + 1
            rest = self._names(found.others[1:])
            also = f" (it overlaps {rest}, too)" if rest else ""
            message = (
                f"this row and row {first} both match{when}{also}, and `single_hit` allows one; "
                "narrow one of them, or use `first_match`"
            )
            related = tuple(
                self._here(row, "matches the same") for row in found.others[:_MOST_NAMED]
            )
            row = self._row(found.row)
            fixes = (*self._narrowed(found), *self._first_match())
            self._add(row, _whole(row), "NX411", message, Severity.ERROR, fixes, related)

    def _narrowed(self, found: Overlap) -> list[LocalFix]:
        """Return the fixes that take from one cell of a row what the rows before it match."""
        row = self._row(found.row)
        fixes = []
        for column in self.model.columns:
            taken = 0
            for other in found.others:
                taken |= column.sets[other]
            left = column.sets[found.row] & ~taken
            parts = column.domain.parts(left) if left else []
            if len(parts) == 1 and _short(parts[0][1]) == parts[0][1]:
                cell = parts[0][1]
                edits = self.text.rewritten(row.entry, column.number, cell)
                fixes.append(LocalFix(f"Narrow `{column.text}` to `{cell}`", edits, safe=False))
        return fixes

    def _first_match(self) -> tuple[LocalFix, ...]:
        """Return the fix that changes the hit policy."""
        assert self.segment.head is not None
        policy = self.segment.head.first("hit_policy")
        word = policy.node.first(Word) if policy and isinstance(policy.node, Phrase) else None
        if policy is None or word is None:
            return ()
        start, end = policy.start + word.start, policy.start + word.end
        return (
            LocalFix("Use `first_match`", (Replacement(start, end, "first_match"),), safe=False),
        )

    def _idle_rows(self) -> None:
        """Report rows without which every decision would be the same."""
        for found in self.proof.duplicates:
            message = f"this row repeats {self._names(found.by)}; remove it"
            self._idle(found, "NX416", message, self._policy_severity)
        for found in self.proof.unreachable:
            verb = "takes" if len(found.by) == 1 else "take"
            message = (
                f"no input reaches this row: {self._names(found.by)} {verb} all that it matches; "
                "remove it, or move it up"
            )
            self._idle(found, "NX412", message, Severity.WARNING)
        for found in self.proof.redundant:
            verb = "gives" if len(found.by) == 1 else "give"
            message = (
                f"this row is not needed: without it {self._names(found.by)} {verb} the same results; "
                "remove it"
            )
            self._idle(found, "NX413", message, Severity.HINT)

    def _idle(self, found: Covered, code: str, message: str, severity: Severity) -> None:
        row = self._row(found.row)
        # Where every match counts, the row counts; only under `first_match` it means nothing.
        safe = self.model.hit_policy == "first_match"
        fix = LocalFix("Remove the row", self._without(row), safe)
        related = tuple(self._here(other, "this row decides") for other in found.by[:_MOST_NAMED])
        self._add(row, _whole(row), code, message, severity, (fix,), related)

    def _merges(self) -> None:
        for found in self.proof.merges:
            row, following = self._row(found.row), self._row(found.following)
            column = self.model.columns[found.column]
            message = (
                f"this row and the next differ in `{column.text}` only; "
                f"one row with `{_short(found.cell)}` says both"
            )
            edits = self.text.merged(row.entry, column.number, found.cell, following.entry)
            fix = LocalFix("Merge the rows", edits)
            related = (self._here(found.following, "the next row"),)
            self._add(row, _whole(row), "NX415", message, Severity.HINT, (fix,), related)

    def _policy(self) -> None:
        if self.proof.disjoint and self.model.hit_policy in _LISTS:
            message = (
                f"at most one row can match, so `{self.model.hit_policy}` makes lists of one; "
                "`first_match` gives the result itself"
            )
            self._at_name("NX417", message, Severity.HINT, self._first_match())

    def _unproven(self) -> None:
        """Say which questions the budget left open: an answer that is missing is no answer."""
        why = "is not proven: the conditions combine in too many ways"
        if "gaps" in self.proof.unproven and not self.proof.gaps:
            message = f"whether every input matches a row {why}; a default row would settle it"
            self._at_name("NX410", message, Severity.INFORMATION)
        if "unreachable" in self.proof.unproven:
            message = f"whether every row can be reached {why}"
            self._at_name("NX412", message, Severity.INFORMATION)

    def _at_name(
        self, code: str, message: str, severity: Severity, fixes: tuple[LocalFix, ...] = ()
    ) -> None:
        """Report about the table as a whole, at its name."""
        name = self.segment.name
        assert name is not None
        origin = Entry(0, 0, "", Node(0, 0), broken=False, children=())
        self.reporter.add(origin, name, code, message, severity=severity, fixes=fixes)

    def _add(
        self, row: TableRow, node: Node, code: str, message: str, severity: Severity,
        fixes: tuple[LocalFix, ...] = (), related: tuple[Here, ...] = (),
    ) -> None:  # fmt: skip
        start = row.entry.start
        relative = tuple(
            LocalFix(
                fix.title,
                tuple(
                    Replacement(r.start - start, r.end - start, r.text) for r in fix.replacements
                ),
                fix.safe,
            )
            for fix in fixes
        )
        self.reporter.add(
            row.entry, node, code, message, severity=severity, fixes=relative, related=related
        )

    def _row(self, row: int) -> TableRow:
        return self.table.rows[self.model.rows[row]]

    def _without(self, row: TableRow) -> tuple[Replacement, ...]:
        return self.text.without(row.entry)

    def _text(self, row: TableRow, column: int) -> str:
        return cell_texts(row.entry)[column]

    def _here(self, row: int, message: str) -> Here:
        found = self._row(row)
        place = _whole(found)
        return Here(found.entry.start + place.start, found.entry.start + place.end, message)

    def _names(self, rows: tuple[int, ...]) -> str:
        """Name rows by their numbers, as written, from 1."""
        numbers = [str(number) for number in sorted(self.model.rows[row] + 1 for row in rows)]
        if len(numbers) <= 1:
            return f"row {numbers[0]}" if numbers else ""
        if len(numbers) > _MOST_NAMED:
            rest = len(numbers) - _MOST_NAMED
            return f"rows {', '.join(numbers[:_MOST_NAMED])} and {rest} more"
        return f"rows {', '.join(numbers[:-1])} and {numbers[-1]}"


def _whole(row: TableRow) -> Node:
    """Return the place of a row's cells."""
    return Node(row.cells[0].start, row.cells[-1].end)


def _short(cell: str) -> str:
    """Return a cell as it is shown: a list of hundreds of codes says nothing that its start does not."""
    if len(cell) <= _LONGEST_CELL:
        return cell
    return f"{cell[:_LONGEST_CELL].rsplit(',', 1)[0]}, …{')' if cell.endswith(')') else ''}"
