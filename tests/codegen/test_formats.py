"""The binary formats and CSV: what is written is read again, and is what the formats' own tools read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sample_runs import SAMPLES, run_source

from nexflow_codegen import generate
from nexflow_codegen.flink_versions import NEWEST
from nexflow_codegen.run import Compiled, compile_project
from nexflow_codegen.write import write
from nexflow_server.projects import ProjectFolder

ROUND_TRIP = """
import com.example.formats.schema.*;
import com.example.formats.support.RecordError;
import java.nio.file.*;
import java.util.*;
import org.apache.avro.Schema;
import org.apache.avro.generic.*;
import org.apache.avro.io.DecoderFactory;

public final class RoundTrip {
    public static void main(String[] args) throws Exception {
        Schema schema = new Schema.Parser().parse(Files.readString(Path.of(args[1])));
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            Measurement value = MeasurementJson.read(line.getBytes("UTF-8"));
            byte[] avro = MeasurementAvro.write(value);
            byte[] protobuf = MeasurementProtobuf.write(value);
            show(MeasurementJson.write(MeasurementAvro.read(avro)));
            show(MeasurementJson.write(MeasurementProtobuf.read(protobuf)));
            Object generic = new GenericDatumReader<>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(avro, null));
            GenericRecord record = (GenericRecord) generic;
            System.out.println(record.get("taken_at") + " " + record.get("note") + " " + record.get("numbers")
                    + " " + ((GenericRecord) record.get("sensor")).get("name"));
            shorter(avro, MeasurementAvro::read);
            shorter(protobuf, MeasurementProtobuf::read);
        }
        System.out.println(HexFormat.of().formatHex(SensorProtobuf.write(new Sensor("ab", null))));
        System.out.println(HexFormat.of().formatHex(SensorAvro.write(new Sensor("ab", new java.math.BigDecimal("1.25")))));
        Random random = new Random(7);
        for (int number = 0; number < 20_000; number++) {
            byte[] garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            attempt(garbage, MeasurementAvro::read);
            attempt(garbage, MeasurementProtobuf::read);
        }
        System.out.println("done");
    }

    static void show(byte[] bytes) throws Exception {
        System.out.println(new String(bytes, "UTF-8"));
    }

    static void shorter(byte[] bytes, java.util.function.Function<byte[], ?> read) {
        for (int length = 0; length < bytes.length; length++) {
            attempt(Arrays.copyOf(bytes, length), read);
        }
    }

    static void attempt(byte[] bytes, java.util.function.Function<byte[], ?> read) {
        try {
            read.apply(bytes);
        } catch (RecordError e) {
            // what a dead letter is made of
        }
    }
}
"""
#: The generated source and sink of files, in one job.
CSV = """
import com.example.connectors.job.*;
import com.example.connectors.local.LocalRun;

public final class CsvFiles {
    public static void main(String[] args) throws Exception {
        LocalRun local = new LocalRun(args);
        ImportSalesJob.Bindings from = ImportSalesConnectors.production();
        ExportSalesJob.Bindings to = ExportSalesConnectors.production();
        ImportSalesJob.Bindings bindings = new ImportSalesJob.Bindings(
                from.sales(), from.salesTime(), to.salesExported(), local.deadLetters("failed"));
        local.run(ImportSalesJob.settings(), env -> ImportSalesJob.build(env, bindings));
    }
}
"""
SALES = """quantity;id;sold_at;amount;gift;note;other\r
1;s-1;2026-03-02T09:00:00Z;10.5;false;"a ""quoted"" one; with
two lines";x\r
2;s-2;2026-03-02T10:30:00.5Z;7;true\r
three;s-3;2026-03-02T11:00:00Z;1;true;;
4;s-4;2026-03-02T11:00:00Z;1;true;"";y;z
5;;2026-03-02T11:00:00Z;1;true;-;y
6;s-6;2026-03-02T11:00:00Z;1;true;-;y
"""
#: Worked out by hand: the columns are the schema's, null is `-`, and the text `-` has quotes.
EXPORTED = """id,sold_at,on_day,amount,quantity,weight,gift,note
s-1,2026-03-02T09:00:00Z,-,10.50,1,-,false,"a ""quoted"" one; with
two lines"
s-2,2026-03-02T10:30:00.500Z,-,7.00,2,-,true,-
s-6,2026-03-02T11:00:00Z,-,1.00,6,-,true,"-"
"""
REFUSED = [
    ("parse_error", "quantity: not an integer"),
    ("parse_error", "more values than columns"),
    ("validation_error", "id: required"),
]


def compiled(source: Path, folder: Path) -> Compiled:
    """Generate a project and compile it."""
    project = ProjectFolder(str(source), deep=True)
    for _path in project.load():
        pass
    result = generate(project.workspace)
    assert not result.findings, result.findings
    write(folder, result.files, complete=True)
    return compile_project(folder, NEWEST, print)


@pytest.mark.flink
def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    classes = compiled(SAMPLES["formats"].folder, tmp_path / "flink")
    (tmp_path / "RoundTrip.java").write_text(ROUND_TRIP, "utf-8")
    data = SAMPLES["formats"].folder / "data/measured.jsonl"
    schema = tmp_path / "flink/src/main/resources/schema/Measurement.avsc"
    done = run_source(classes, "RoundTrip.java", tmp_path, [str(data), str(schema)], {})
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    for number, line in enumerate(data.read_text("utf-8").splitlines()):
        wanted = json.loads(line, parse_float=float)
        for found in lines[number * 3 : number * 3 + 2]:
            assert json.loads(found, parse_float=float) == wanted
    assert lines[2] == "1772442000123456 größer 😀 [1, -2, 300] s"
    assert lines[5] == "-500000 null null "
    # Protobuf: field 1, length 2, "ab". Avro: length 2 as 04, "ab", branch 1 as 02, length 1 as 02, 125.
    assert lines[-3:] == ["0a026162", "0461620202" + "7d", "done"]


JSON = """
import com.example.formats.schema.*;

public final class JsonStyle {
    public static void main(String[] args) throws Exception {
        String text = "{\\"name\\":\\"s\\",\\"at\\":1772442000123,\\"day\\":-86400000,\\"times\\":[0]}";
        System.out.println(new String(StyledJson.write(StyledJson.read(text.getBytes("UTF-8"))), "UTF-8"));
        System.out.println(StyledJson.read(text.getBytes("UTF-8")).day());
        text = "{\\"name\\":\\"s\\",\\"at\\":0}";
        System.out.println(new String(StyledJson.write(StyledJson.read(text.getBytes("UTF-8"))), "UTF-8"));
    }
}
"""
STYLED = """
schema Styled
    fields
        name: string required
        at: timestamp required
        day: date
        times: list<timestamp>
    end
end
"""
STYLED_COPY = """
process CopyStyled
    receive styled: Styled from "styled"
    emit to "copied"
end
"""


@pytest.mark.flink
def test_json_is_written_as_the_project_says(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    settings = '[targets.flink]\npackage = "com.example.formats"\n[serialization.json]\n'
    settings += 'include_null_fields = true\ndate_format = "EPOCH_MILLIS"\n'
    files = {"nexflow.toml": settings, "s.schema": STYLED, "s.proc": STYLED_COPY}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    classes = compiled(folder, tmp_path / "flink")
    (tmp_path / "JsonStyle.java").write_text(JSON, "utf-8")
    done = run_source(classes, "JsonStyle.java", tmp_path, [], {})
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        '{"name":"s","at":1772442000123,"day":-86400000,"times":[0]}',
        "1969-12-31",
        '{"name":"s","at":0,"day":null,"times":null}',
    ]


@pytest.mark.flink
def test_csv_files_are_read_and_written(tmp_path: Path) -> None:
    classes = compiled(SAMPLES["connectors"].folder, tmp_path / "flink")
    (tmp_path / "CsvFiles.java").write_text(CSV, "utf-8")
    sales = tmp_path / "sales"
    sales.mkdir()
    (sales / "2026.csv").write_bytes(SALES.encode())
    out, letters = tmp_path / "out", tmp_path / "letters"
    environment = {
        **SAMPLES["connectors"].environment, "SALES_FOLDER": str(sales), "EXPORT_FOLDER": str(out),
    }  # fmt: skip
    done = run_source(
        classes, "CsvFiles.java", tmp_path, ["--output", f"failed={letters}"], environment
    )
    assert done.returncode == 0, done.stderr
    assert "".join(_parts(out)) == EXPORTED
    found = [json.loads(line) for line in letters.read_text("utf-8").splitlines()]
    assert [(letter["kind"], letter["message"]) for letter in found] == REFUSED
    assert found[0]["original"] == "three;s-3;2026-03-02T11:00:00Z;1;true;;"
    assert [letter["offset"] for letter in found] == [2, 3, 4]


def _parts(folder: Path) -> list[str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path.read_bytes().decode() for path in files]
