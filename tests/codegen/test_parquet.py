"""Parquet files: what another program writes is read, and it reads what is written."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sample_runs import SAMPLES, run_source
from test_formats import compiled

from nexflow_codegen.run import Compiled

pytestmark = pytest.mark.flink
#: The generated source and sink of files, in one job; all else is not reached.
JOB = """
import com.example.outlets.job.*;
import com.example.outlets.local.LocalRun;

public final class ParquetFiles {
    public static void main(String[] args) throws Exception {
        LocalRun local = new LocalRun(args);
        StoreHarvestJob.Bindings real = StoreHarvestConnectors.production();
        StoreHarvestJob.Bindings bindings = new StoreHarvestJob.Bindings(
                real.harvest(), real.harvestTime(), real.storage(), local.deadLetters("failed"));
        local.run(StoreHarvestJob.settings(), env -> StoreHarvestJob.build(env, bindings));
    }
}
"""
CUT = datetime(2026, 8, 1, 6, 30, 0, 123456, tzinfo=UTC)
FIRST = "00000000-0000-0000-0000-00000000000a"
PLOT = pa.struct([("name", pa.string()), ("hectares", pa.decimal128(6, 2))])
LIMITS = pa.struct([("low", pa.int64()), ("high", pa.int16())])
#: Narrower numbers than ours, another scale, a dictionary, and a column that we do not know.
COLUMNS: dict[str, tuple[pa.DataType, Any]] = {
    "other": (pa.string(), "not read"),
    "id": (pa.string(), FIRST),
    "cut_at": (pa.timestamp("ms", tz="UTC"), CUT),
    "on_day": (pa.date32(), date(2026, 8, 1)),
    "kilos": (pa.decimal128(20, 4), Decimal("1250.5004")),
    "exact": (pa.decimal128(30, 10), Decimal("-12345678901234567890.0123456789")),
    "price": (pa.decimal128(8, 2), Decimal("0.25")),
    "boxes": (pa.uint32(), 3_000_000_000),
    "moisture": (pa.float32(), 0.125),
    "organic": (pa.bool_(), True),
    "note": (pa.dictionary(pa.int32(), pa.string()), "früh 😀"),
    "grade": (pa.string(), None),
    "seal": (pa.binary(), b"\x00\xff"),
    "tags": (pa.list_(pa.string()), ["sweet", ""]),
    "rows": (pa.list_(pa.list_(pa.int16())), [[1, -2], [], [3]]),
    "places": (pa.map_(pa.string(), pa.int32()), [("x", 1), ("y", 0)]),
    "field": (PLOT, {"name": "north", "hectares": Decimal("2.50")}),
    "others": (pa.list_(PLOT), [{"name": "p"}, {"name": "q", "hectares": Decimal(0)}]),
    "limits": (LIMITS, {"low": -1, "high": 5}),
}
#: What of it comes out, worked out by hand: milliseconds, our scales, the default, 18 places without bounds.
WANTED = {
    "id": uuid.UUID(FIRST), "cut_at": CUT.replace(microsecond=123000), "on_day": date(2026, 8, 1),
    "kilos": Decimal("1250.500"), "exact": Decimal("-12345678901234567890.0123456789"),
    "price": Decimal("0.250000000000000000"), "boxes": 3_000_000_000, "moisture": 0.125,
    "organic": True, "note": "früh 😀", "grade": "B", "seal": b"\x00\xff", "tags": ["sweet", ""],
    "rows": [[1, -2], [], [3]], "places": [("x", 1), ("y", 0)],
    "field": {"name": "north", "hectares": Decimal("2.50")},
    "others": [{"name": "p", "hectares": None}, {"name": "q", "hectares": Decimal("0.00")}],
    "limits": {"low": -1, "high": 5},
}  # fmt: skip
#: What is null in a row that has nothing but what it must have.
OPTIONAL = (
    "on_day", "exact", "price", "moisture", "note", "seal", "rows", "places", "others", "limits",
)  # fmt: skip
SECOND = "00000000-0000-0000-0000-00000000000c"
BEFORE_1970 = datetime(1970, 1, 1, tzinfo=UTC) - timedelta(milliseconds=500)


def table(rows: list[dict[str, Any]], **types: pa.DataType) -> pa.Table:
    """Return a table; types: of the columns that have another than `COLUMNS` says."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [
        pa.array([row.get(name) for row in rows], types.get(name, COLUMNS[name][0]))
        for name in names
    ]
    return pa.table(dict(zip(names, columns, strict=True)))


def whole(**changed: Any) -> dict[str, Any]:
    """Return the row of `COLUMNS`, with other values in it."""
    return {name: value for name, (_type, value) in COLUMNS.items()} | changed


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """The compiled project."""
    return compiled(SAMPLES["outlets"].folder, tmp_path_factory.mktemp("outlets") / "flink")


def run(classes: Compiled, folder: Path) -> tuple[list[Path], list[dict[str, Any]]]:
    """Run the job on the files in `in`; return the files that it wrote, and the dead letters."""
    (folder / "ParquetFiles.java").write_text(JOB, "utf-8")
    environment = {
        **SAMPLES["outlets"].environment,
        "HARVEST_FOLDER": str(folder / "in"), "STORAGE_FOLDER": str(folder / "out"),
    }  # fmt: skip
    letters = folder / "letters"
    done = run_source(
        classes, "ParquetFiles.java", folder, ["--output", f"failed={letters}"], environment
    )
    assert done.returncode == 0, done.stderr
    written = [path for path in (folder / "out").rglob("*") if path.is_file()]
    return written, [json.loads(line) for line in letters.read_text("utf-8").splitlines()]


def rows(written: list[Path]) -> Iterator[dict[str, Any]]:
    """Return the rows of files as another program reads them, in the order of their ids."""
    found = [row for path in written for row in pq.read_table(path).to_pylist()]
    yield from sorted(found, key=lambda row: str(row["id"]))


def test_files_of_another_program_are_read_and_it_reads_ours(
    classes: Compiled, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    # A group for each row; the second is filtered out.
    first = [whole(), whole(boxes=0), whole(id="00000000-0000-0000-0000-00000000000b")]
    pq.write_table(table(first), tmp_path / "in/a.parquet", compression="zstd", row_group_size=1)
    bare = {
        "id": uuid.UUID(SECOND).bytes, "cut_at": BEFORE_1970, "kilos": Decimal(2), "boxes": 1,
        "organic": False, "grade": "A", "tags": [], "field": {"name": ""},
    }  # fmt: skip
    types = {"id": pa.uuid(), "cut_at": pa.timestamp("us"), "kilos": pa.decimal128(5, 0)}
    bare["cut_at"] = BEFORE_1970.replace(tzinfo=None)
    pq.write_table(
        table([bare], **types), tmp_path / "in/b.parquet", compression="gzip",
        use_deprecated_int96_timestamps=True, store_decimal_as_integer=True,
    )  # fmt: skip
    (tmp_path / "in/_SUCCESS").touch()  # files of this kind are no data

    written, letters = run(classes, tmp_path)
    assert letters == []
    assert all(path.suffix == ".parquet" for path in written)
    found = list(rows(written))
    assert found[:2] == [
        WANTED,
        {**WANTED, "id": uuid.UUID("00000000-0000-0000-0000-00000000000b")},
    ]
    assert found[2:] == [{
        **dict.fromkeys(OPTIONAL), "id": uuid.UUID(SECOND), "cut_at": BEFORE_1970, "kilos": Decimal("2.000"),
        "boxes": 1, "organic": False, "grade": "A", "tags": [], "field": {"name": "", "hectares": None},
    }]  # fmt: skip
    file = pq.ParquetFile(written[0])
    assert file.metadata.row_group(0).column(0).compression == "SNAPPY"
    schema = file.schema_arrow
    assert schema.field("cut_at").type == pa.timestamp("us", tz="UTC")
    assert schema.field("kilos").type == pa.decimal128(12, 3)
    assert schema.field("tags").type == pa.list_(pa.field("element", pa.string(), nullable=False))
    assert [schema.field(name).nullable for name in ("id", "note", "tags")] == [False, True, False]


def test_what_is_written_is_read_again(classes: Compiled, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    pq.write_table(table([whole()]), tmp_path / "in/a.parquet")
    written, _letters = run(classes, tmp_path)
    again = tmp_path / "again"
    (again / "in").mkdir(parents=True)
    (again / "in/a.parquet").write_bytes(written[0].read_bytes())
    written, letters = run(classes, again)
    assert letters == []
    assert list(rows(written)) == [WANTED]


def test_rows_that_do_not_fit_are_dead_letters(classes: Compiled, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    bad = [
        whole(kilos=Decimal("1234567890.5")), whole(tags=None), whole(tags=[None]),
        whole(id="no uuid"), whole(places=[("x", None)]), whole(),
    ]  # fmt: skip
    pq.write_table(table(bad), tmp_path / "in/a.parquet")
    pq.write_table(table([whole(boxes="1")], boxes=pa.string()), tmp_path / "in/b.parquet")
    pq.write_table(table([{"other": "only"}]), tmp_path / "in/c.parquet")
    written, letters = run(classes, tmp_path)
    assert list(rows(written)) == [WANTED]
    found = sorted((letter["offset"], letter["kind"], letter["message"]) for letter in letters)
    assert found == [
        (0, "parse_error", "boxes: not an integer"),
        (0, "validation_error", "id: required"),
        (0, "validation_error", "kilos: more than 9 digits before the point"),
        (1, "validation_error", "tags: required"),
        (2, "validation_error", "tags: null in a list"),
        (3, "parse_error", "id: not a uuid"),
        (4, "validation_error", "places: null in a map"),
    ]
    assert any("id: no uuid" in letter["original"] for letter in letters)
