"""How long the analysis of decision tables takes: `python benchmarks/tables.py`.

A table is made by cutting the space of inputs at random into as many boxes as it has rows; of ten
rows, one is then noise: a cell is another row's, or any. Such tables have gaps, overlaps and rows
that nothing reaches, and take the analysis through all its questions.
"""

from __future__ import annotations

import random
import sys
import time

from nexflow_analysis.declare import declare
from nexflow_analysis.definitions import TableDefinition
from nexflow_analysis.index import Index
from nexflow_analysis.lookup import Lookup
from nexflow_analysis.table.analysis import Proof, prove
from nexflow_analysis.table.budget import Budget
from nexflow_analysis.table.model import TableModel, model_of
from nexflow_analysis.tables import read_table
from nexflow_grammar.languages import Language
from nexflow_grammar.source_file import SourceFile
from nexflow_grammar.tree.rules import Row

ROWS, COLUMNS = (100, 500, 1500), (3, 5, 7, 10)
STEPS = 4_000_000
RUNS = 3  # the best counts: other work on the machine only ever adds
_VALUES = 10_000
_TIERS = [f"T{number}" for number in range(8)]
_NOISE = 10

Cell = tuple[int, int]


def boxes(chance: random.Random, rows: int, columns: int) -> list[list[Cell]]:
    """Cut the whole space at random, the largest box first."""
    whole = [(0, len(_TIERS) if n % 3 == 2 else _VALUES) for n in range(columns)]
    found = [whole]
    while len(found) < rows:
        box = found.pop(chance.randrange(len(found)))
        number = chance.randrange(columns)
        low, high = box[number]
        if high - low < 2:
            found.append(box)
            continue
        cut = chance.randrange(low + 1, high)
        found += [[*box[:number], part, *box[number + 1 :]] for part in ((low, cut), (cut, high))]
    chance.shuffle(found)
    return found


def with_noise(chance: random.Random, found: list[list[Cell]], whole: list[Cell]) -> None:
    """Change a cell in one of ten rows."""
    for box in chance.sample(found, len(found) // _NOISE):
        number = chance.randrange(len(whole))
        box[number] = chance.choice([whole[number], chance.choice(found)[number]])


def text_of(chance: random.Random, found: list[list[Cell]], whole: list[Cell], policy: str) -> str:
    """Write boxes as a table of numbers and texts."""
    names = [f"c{n}" for n in range(len(whole))]
    types = ["string [values: " + ", ".join(_TIERS) + "]" if high == len(_TIERS)
             else "money" if n % 2 else "integer" for n, (_low, high) in enumerate(whole)]  # fmt: skip
    lines = [f"decision_table Random\nhit_policy {policy}\ngiven:"]
    lines += [f"{name}: {type_}" for name, type_ in zip(names, types, strict=True)]
    lines += ["decide:", f"| {' | '.join(names)} | result |", "|===|"]
    for box in found:
        cells = [_cell(*pair) for pair in zip(box, whole, types, strict=True)]
        lines.append(f'| {" | ".join(cells)} | "{chance.choice("abcd")}" |')
    return "\n".join([*lines, "return:", "result: string", "end", ""])


def _cell(part: Cell, whole: Cell, type_: str) -> str:
    (low, high), sign = part, "$" if type_ == "money" else ""
    if part == whole:
        return "*"
    if type_.startswith("string"):
        return f"in ({', '.join(f'{chr(34)}{tier}{chr(34)}' for tier in _TIERS[low:high])})"
    if low == whole[0]:
        return f"< {sign}{high}"
    top = f"{high - 1}.99" if sign else str(high - 1)
    return f">= {sign}{low}" if high == whole[1] else f"{sign}{low} to {sign}{top}"


def table(rows: int, columns: int, policy: str) -> str:
    """Make a random table; the same for the same numbers."""
    chance = random.Random(rows * 100 + columns)
    found = boxes(chance, rows, columns)
    whole = [(0, len(_TIERS) if n % 3 == 2 else _VALUES) for n in range(columns)]
    with_noise(chance, found, whole)
    return text_of(chance, found, whole, policy)


def model(text: str) -> tuple[TableModel, float]:
    """Read a table's cells, and take the time of making sets of them."""
    [segment] = [s for s in SourceFile(Language.RULES, text).segments if s.kind == "table"]
    assert segment.head is not None
    [definition] = [one for one in declare(segment) if isinstance(one, TableDefinition)]
    read = read_table(segment.head, definition)
    texts = [[c.text for c in row.entry.node.cells] for row in read.rows if isinstance(row.entry.node, Row)]  # fmt: skip
    start = time.perf_counter()
    made = model_of(read, texts, definition, Lookup(Index()))
    assert made is not None
    return made, time.perf_counter() - start


def main() -> None:
    """Print a line per size and hit policy."""
    policies = sys.argv[1:] or ["first_match", "single_hit"]
    print(f"{'hit policy':12} {'rows':>5} {'columns':>7} {'sets':>8} {'proof':>9}  findings")
    for policy in policies:
        for rows in ROWS:
            for columns in COLUMNS:
                text = table(rows, columns, policy)
                runs = [_measured(text) for _ in range(RUNS)]
                reading, taken, proof = min(runs, key=lambda run: run[0] + run[1])
                print(
                    f"{policy:12} {rows:5} {columns:7} {reading * 1000:5.0f} ms {taken * 1000:6.0f} ms  {_summary(proof)}"
                )


def _measured(text: str) -> tuple[float, float, Proof]:
    """Return the seconds that the sets and the proof take, and the proof."""
    made, reading = model(text)
    start = time.perf_counter()
    proof = prove(made, Budget(STEPS))
    return reading, time.perf_counter() - start, proof


def _summary(proof: Proof) -> str:
    more = "+" if proof.more_gaps else ""
    counts = (
        f"{len(proof.gaps)}{more} gaps, {len(proof.overlaps)} overlapping, "
        f"{len(proof.unreachable)} unreachable, {len(proof.redundant)} redundant, "
        f"{len(proof.duplicates)} repeated, {len(proof.merges)} to merge"
    )
    return f"{counts}; not proven: {', '.join(proof.unproven)}" if proof.unproven else counts


if __name__ == "__main__":
    main()
