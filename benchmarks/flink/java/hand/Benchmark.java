package hand;

import com.example.bench.job.JudgementsJob;
import com.example.bench.job.PricesJob;
import com.example.bench.schema.Trade;
import com.example.bench.support.DeadLetter;
import com.example.bench.support.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Runs each job, generated and by hand, in turn; prints `job variant parallelism records/second` lines. */
public final class Benchmark {
    private static final int DISTINCT = 1 << 12;
    private static final String[] COUNTRIES = {"DE", "FR", "JP", "US", "IT"};

    private Benchmark() {}

    /** Puts a job together on an environment. */
    private interface Job {
        void build(StreamExecutionEnvironment env);
    }

    public static void main(String[] args) throws Exception {
        long records = Long.parseLong(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Map<String, Job> jobs = jobs(records);
        for (int parallelism : new int[] {1, 2}) {
            Map<String, Double> best = new LinkedHashMap<>();
            for (int round = 0; round <= rounds; round++) { // the first warms up
                for (Map.Entry<String, Job> job : jobs.entrySet()) {
                    double rate = records / run(job.getValue(), parallelism);
                    if (round > 0) {
                        best.merge(job.getKey(), rate, Math::max);
                    }
                }
            }
            best.forEach((name, rate) -> System.out.println(name + " " + parallelism + " " + Math.round(rate)));
        }
    }

    private static double run(Job job, int parallelism) throws Exception {
        Configuration settings = JudgementsJob.settings();
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, true); // nobody restores the jobs by hand
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        job.build(env);
        return env.execute().getNetRuntime(TimeUnit.MILLISECONDS) / 1000.0;
    }

    private static Map<String, Job> jobs(long records) {
        Map<String, Job> jobs = new LinkedHashMap<>();
        jobs.put("transform generated", env -> PricesJob.build(env, new PricesJob.Bindings(
                source(Benchmark::reading, PricesJob.Received.TYPE, records), WatermarkStrategy.noWatermarks(),
                new DiscardingSink<>(), new DiscardingSink<DeadLetter>())));
        jobs.put("transform by-hand", env -> HandWritten.prices(env,
                source(Benchmark::trade, TypeInformation.of(HandWritten.Trade.class), records), new DiscardingSink<>()));
        jobs.put("rules generated", env -> JudgementsJob.build(env, new JudgementsJob.Bindings(
                source(Benchmark::judged, JudgementsJob.Received.TYPE, records), WatermarkStrategy.noWatermarks(),
                new DiscardingSink<>(), new DiscardingSink<DeadLetter>())));
        jobs.put("rules by-hand", env -> HandWritten.judgements(env,
                source(Benchmark::trade, TypeInformation.of(HandWritten.Trade.class), records), new DiscardingSink<>()));
        jobs.put("json generated", env -> JudgementsJob.build(env, new JudgementsJob.Bindings(
                source(n -> JudgementsJob.receive(new Origin("trades", 0, n, null, Data.BYTES.get((int) (n % DISTINCT)))),
                        JudgementsJob.Received.TYPE, records),
                WatermarkStrategy.noWatermarks(), new Writing<>(JudgementsJob.AfterJudge::write),
                new DiscardingSink<DeadLetter>())));
        jobs.put("json by-hand", env -> HandWritten.judgements(env,
                source(n -> HandWritten.read(Data.BYTES.get((int) (n % DISTINCT))),
                        TypeInformation.of(HandWritten.Trade.class), records),
                new Writing<>(HandWritten::write)));
        return jobs;
    }

    private static <T> Source<T, ?, ?> source(GeneratorFunction<Long, T> make, TypeInformation<T> type, long records) {
        return new DataGeneratorSource<>(make, records, type);
    }

    private static HandWritten.Trade trade(long number) {
        return Data.TRADES.get((int) (number % DISTINCT));
    }

    private static PricesJob.Received reading(long number) {
        return Data.READINGS.get((int) (number % DISTINCT));
    }

    private static JudgementsJob.Received judged(long number) {
        return Data.JUDGED.get((int) (number % DISTINCT));
    }

    /** The same records for all, made before the clock starts. */
    private static final class Data {
        static final List<HandWritten.Trade> TRADES = new ArrayList<>();
        static final List<PricesJob.Received> READINGS = new ArrayList<>();
        static final List<JudgementsJob.Received> JUDGED = new ArrayList<>();
        static final List<byte[]> BYTES = new ArrayList<>();

        static {
            for (int i = 0; i < DISTINCT; i++) {
                HandWritten.Trade made = new HandWritten.Trade(
                        "trade-" + i, "account-" + i % 100, COUNTRIES[i % 5], 1 + i % 97, 100 + i * 31L % 1999, i * 7L % 100,
                        i / 8.0, i % 3 == 0);
                Trade trade = new Trade(
                        made.id(), made.account(), made.country(), made.quantity(), made.price(), made.score(), made.fee(),
                        made.online());
                String json = String.format(
                        "{\"id\":\"%s\",\"account\":\"%s\",\"country\":\"%s\",\"quantity\":%d,\"price\":%d,\"score\":%d,"
                                + "\"fee\":%s,\"online\":%b,\"note\":\"nobody reads this note of a trade\"}",
                        made.id(), made.account(), made.country(), made.quantity(), made.price(), made.score(), made.fee(),
                        made.online());
                Origin origin = new Origin("trades", 0, i, null, json.getBytes(StandardCharsets.UTF_8));
                TRADES.add(made);
                READINGS.add(new PricesJob.Received(trade, origin, null, null));
                JUDGED.add(new JudgementsJob.Received(trade, origin, null, null));
                BYTES.add(origin.bytes());
            }
        }
    }

    /** What a record is written with. */
    private interface Write<T> extends java.io.Serializable {
        byte[] write(T value) throws java.io.IOException;
    }

    /** Writes each record, and throws the bytes away. */
    private record Writing<T>(Write<T> write) implements Sink<T> {
        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                private long bytes;

                @Override
                public void write(T element, Context ignored) throws java.io.IOException {
                    bytes += write.write(element).length;
                }

                @Override
                public void flush(boolean end) {}

                @Override
                public void close() {
                    if (bytes == 0) {
                        System.err.println("nothing was written");
                    }
                }
            };
        }
    }
}
