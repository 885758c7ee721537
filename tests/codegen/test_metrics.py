"""What a process measures, as a reporter of Flink gets it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from sample_runs import SAMPLES
from test_jobs import compiled

from nexflow_codegen.flink_versions import SUPPORTED, FlinkVersion
from nexflow_codegen.toolchain import find_java

#: A reporter that says the last value of each metric of the job's own.
REPORTER = """
import com.example.operations.job.MeasuredJob;
import com.example.operations.local.LocalRun;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.*;
import org.apache.flink.metrics.reporter.*;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

public final class Reported {
    private static final List<String> OWN = List.of(
            "parcels", "fragile", "heavy_parcels", "light_parcels", "price", "weight", "waited");

    public static void main(String[] args) throws Exception {
        LocalRun local = new LocalRun(args);
        Configuration settings = MeasuredJob.settings();
        settings.setString("metrics.reporters", "seen");
        settings.setString("metrics.reporter.seen.factory.class", Factory.class.getName());
        local.run(settings, env -> MeasuredJob.build(env, new MeasuredJob.Bindings(
                local.source("parcels", "depot.parcels", MeasuredJob::receive, MeasuredJob.Received.TYPE),
                LocalRun.time(MeasuredJob::timeOf, 0),
                new DiscardingSink<>(), new DiscardingSink<>(), new DiscardingSink<>())));
    }

    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(java.util.Properties properties) {
            return new Seen();
        }
    }

    static final class Seen implements MetricReporter {
        @Override
        public void open(MetricConfig config) {}

        @Override
        public void close() {}

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {}

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
            if (!OWN.contains(name)) {
                return;
            }
            Object value = metric;
            if (metric instanceof Counter counter) {
                value = counter.getCount();
            } else if (metric instanceof Meter meter) {
                value = meter.getCount();
            } else if (metric instanceof Gauge<?> gauge) {
                value = gauge.getValue();
            } else if (metric instanceof Histogram histogram) {
                HistogramStatistics seen = histogram.getStatistics();
                value = histogram.getCount() + " " + seen.getMin() + " " + seen.getQuantile(0.5) + " " + seen.getMax();
            }
            System.out.println(name + " " + value);
        }
    }
}
"""


@pytest.mark.flink
@pytest.mark.parametrize("version", SUPPORTED, ids=lambda version: f"flink-{version.line}")
def test_a_reporter_gets_what_a_process_measures(version: FlinkVersion, tmp_path: Path) -> None:
    _folder, classes = compiled(tmp_path, "operations", version)
    (tmp_path / "Reported.java").write_text(REPORTER, "utf-8")
    path = os.pathsep.join([str(tmp_path), *map(str, classes.path)])
    source = str(tmp_path / "Reported.java")
    subprocess.run([find_java().javac, "-cp", path, "-d", str(tmp_path), source], check=True)
    services = tmp_path / "META-INF/services"
    services.mkdir(parents=True)
    name = "org.apache.flink.metrics.reporter.MetricReporterFactory"
    (services / name).write_text("Reported$Factory\n", "utf-8")
    data = SAMPLES["operations"].folder / "data/parcels.jsonl"
    command = [classes.java, "-cp", path, "Reported", "--input", f"parcels={data}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    # Four parcels; 2 and 4 are of 20 and more, 1 and 4 fragile; 2 has not waited.
    assert sorted(done.stdout.splitlines()) == [
        "fragile 2",
        "heavy_parcels 2",
        "light_parcels 2",
        "parcels 4",
        "price 63.0",
        "waited 3 500 1000.0 3000",
        "weight 4 0 11.5 32",
    ]
