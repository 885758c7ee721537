package hand;

import com.example.bench.job.EnrichedJob;
import com.example.bench.job.JudgementsJob;
import com.example.bench.job.PricesJob;
import com.example.bench.job.RememberedJob;
import com.example.bench.job.TurnoverJob;
import com.example.bench.schema.Sale;
import com.example.bench.schema.Trade;
import com.example.bench.support.DeadLetter;
import com.example.bench.support.Origin;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** Runs a job once for each line of its input: its name, the parallelism, records; prints seconds, and those of its threads. */
public final class Benchmark {
    private static final int DISTINCT = 1 << 12;
    private static final Origin ORIGIN = new Origin("sales", 0, 0, null, new byte[0]);
    private static final String[] COUNTRIES = {"DE", "FR", "JP", "US", "IT"};

    private Benchmark() {}

    /** Puts a job together on an environment. */
    private interface Job {
        void build(StreamExecutionEnvironment env);
    }

    public static void main(String[] args) throws Exception {
        Job job = jobs(Long.parseLong(args[2]), Integer.parseInt(args[1])).get(args[0]);
        BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (rounds.readLine() != null) {
            Configuration settings = JudgementsJob.settings();
            settings.set(PipelineOptions.AUTO_GENERATE_UIDS, true); // nobody restores the jobs by hand
            settings.set(PipelineOptions.MAX_PARALLELISM, 128);
            settings.set(StateBackendOptions.STATE_BACKEND, args[0].contains("rocksdb") ? "rocksdb" : "hashmap");
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(Integer.parseInt(args[1]), settings);
            job.build(env);
            Measured measured = new Measured();
            double seconds = env.execute().getNetRuntime(TimeUnit.MILLISECONDS) / 1000.0;
            System.out.println(seconds + " " + measured.seconds());
        }
    }

    private static Map<String, Job> jobs(long records, int parallelism) {
        Map<String, Job> jobs = new LinkedHashMap<>();
        transform(jobs, records);
        rules(jobs, records);
        json(jobs, records);
        enrich(jobs, records);
        for (String backend : new String[] {"heap", "rocksdb"}) {
            window(jobs, "window, " + backend, records, records / parallelism);
        }
        return jobs;
    }

    private static void transform(Map<String, Job> jobs, long records) {
        jobs.put("transform/generated", env -> PricesJob.build(env, new PricesJob.Bindings(
                source(Benchmark::reading, PricesJob.Received.TYPE, records), WatermarkStrategy.noWatermarks(),
                new DiscardingSink<>(), new DiscardingSink<DeadLetter>())));
        jobs.put("transform/by hand", env -> HandWritten.prices(
                env, trades(records), new DiscardingSink<>(), new DiscardingSink<>()));
        jobs.put("transform/sql", env -> SqlJobs.prices(env, rows(records)).sinkTo(new DiscardingSink<>()));
    }

    private static void rules(Map<String, Job> jobs, long records) {
        jobs.put("rules/generated", env -> JudgementsJob.build(env, new JudgementsJob.Bindings(
                source(Benchmark::judged, JudgementsJob.Received.TYPE, records), WatermarkStrategy.noWatermarks(),
                new DiscardingSink<>(), new DiscardingSink<DeadLetter>())));
        jobs.put("rules/by hand", env -> HandWritten.judgements(
                env, trades(records), new DiscardingSink<>(), new DiscardingSink<>()));
        jobs.put("rules/sql", env -> SqlJobs.judgements(env, rows(records), false).sinkTo(new DiscardingSink<>()));
        jobs.put("rules/sql nested", env -> SqlJobs.judgements(env, rows(records), true).sinkTo(new DiscardingSink<>()));
    }

    private static void json(Map<String, Job> jobs, long records) {
        jobs.put("JSON to JSON/generated", env -> JudgementsJob.build(env, new JudgementsJob.Bindings(
                source(n -> JudgementsJob.receive(new Origin("trades", 0, n, null, bytes(n))),
                        JudgementsJob.Received.TYPE, records),
                WatermarkStrategy.noWatermarks(), new Writing<>(JudgementsJob.AfterJudge::write),
                new DiscardingSink<DeadLetter>())));
        jobs.put("JSON to JSON/by hand", env -> HandWritten.judgements(env,
                source(n -> HandWritten.read(bytes(n)), TypeInformation.of(HandWritten.Trade.class), records),
                new Writing<>(HandWritten::write), new DiscardingSink<>()));
        jobs.put("JSON to JSON/sql", env -> {
            DataStream<RowData> judged = SqlJobs.judgements(env, SqlJobs.bytes(Benchmark::bytes, records), true);
            judged.sinkTo(new Writing<>(SqlJobs.writing(judged)));
        });
    }

    private static void enrich(Map<String, Job> jobs, long records) {
        jobs.put("enrich/generated", env -> EnrichedJob.build(env, new EnrichedJob.Bindings(
                source(Benchmark::enriched, EnrichedJob.Received.TYPE, records), WatermarkStrategy.noWatermarks(),
                new Service.Asked(), new DiscardingSink<>(), new DiscardingSink<DeadLetter>())));
        jobs.put("enrich/by hand", env -> HandEnrich.enriched(
                env, trades(records), new DiscardingSink<>(), new DiscardingSink<>(), 0));
        jobs.put("enrich, cached/generated", env -> RememberedJob.build(env, new RememberedJob.Bindings(
                source(Benchmark::remembered, RememberedJob.Received.TYPE, records), WatermarkStrategy.noWatermarks(),
                new Service.Asked(), new DiscardingSink<>(), new DiscardingSink<DeadLetter>())));
        jobs.put("enrich, cached/by hand", env -> HandEnrich.enriched(
                env, trades(records), new DiscardingSink<>(), new DiscardingSink<>(), 10_000));
    }

    private static void window(Map<String, Job> jobs, String name, long records, long each) {
        jobs.put(name + "/generated", env -> TurnoverJob.build(env, new TurnoverJob.Bindings(
                source(n -> new TurnoverJob.Received(
                                new Sale(account(n), n % 1000, Instant.ofEpochMilli(time(n, each))), ORIGIN, null, null),
                        TurnoverJob.Received.TYPE, records),
                TurnoverJob.salesTime(), new DiscardingSink<>(), new DiscardingSink<DeadLetter>())));
        jobs.put(name + "/by hand", env -> HandWindow.turnover(env,
                source(n -> new HandWindow.Sale(account(n), n % 1000, time(n, each)),
                        TypeInformation.of(HandWindow.Sale.class), records),
                new DiscardingSink<>()));
        jobs.put(name + "/sql", env -> SqlJobs.turnover(env,
                source(n -> SqlJobs.sale(Keys.ROWS[(int) (n * 7919 % Keys.COUNT)], n % 1000, time(n, each)),
                        SqlJobs.sales(), records))
                .sinkTo(new DiscardingSink<>()));
    }

    private static String account(long number) {
        return Keys.TEXTS[(int) (number * 7919 % Keys.COUNT)];
    }

    /** Ten records a millisecond; each part of the source starts anew, so that none is late. */
    private static long time(long number, long each) {
        return number % each / 10;
    }

    private static byte[] bytes(long number) {
        return Data.BYTES.get((int) (number % DISTINCT));
    }

    private static Source<HandWritten.Trade, ?, ?> trades(long records) {
        return source(Benchmark::trade, TypeInformation.of(HandWritten.Trade.class), records);
    }

    private static Source<RowData, ?, ?> rows(long records) {
        return source(n -> Rows.ALL.get((int) (n % DISTINCT)), SqlJobs.rows(SqlJobs.TRADE), records);
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

    private static EnrichedJob.Received enriched(long number) {
        return Data.ENRICHED.get((int) (number % DISTINCT));
    }

    private static RememberedJob.Received remembered(long number) {
        return Data.REMEMBERED.get((int) (number % DISTINCT));
    }

    private static JudgementsJob.Received judged(long number) {
        return Data.JUDGED.get((int) (number % DISTINCT));
    }

    /** What windows are keyed by. */
    private static final class Keys {
        static final int COUNT = 10_000;
        static final String[] TEXTS = new String[COUNT];
        static final StringData[] ROWS = new StringData[COUNT];

        static {
            for (int i = 0; i < COUNT; i++) {
                TEXTS[i] = "account-" + i;
                ROWS[i] = StringData.fromString(TEXTS[i]);
            }
        }
    }

    /** The records as rows of Flink's own. */
    private static final class Rows {
        static final List<RowData> ALL = Data.TRADES.stream().map(SqlJobs::trade).toList();
    }

    /** The same records for all, made before the clock starts. */
    private static final class Data {
        static final List<HandWritten.Trade> TRADES = new ArrayList<>();
        static final List<PricesJob.Received> READINGS = new ArrayList<>();
        static final List<JudgementsJob.Received> JUDGED = new ArrayList<>();
        static final List<EnrichedJob.Received> ENRICHED = new ArrayList<>();
        static final List<RememberedJob.Received> REMEMBERED = new ArrayList<>();
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
                ENRICHED.add(new EnrichedJob.Received(trade, origin, null, null));
                REMEMBERED.add(new RememberedJob.Received(trade, origin, null, null));
                BYTES.add(origin.bytes());
            }
        }
    }

    /** What a record is written with. */
    interface Write<T> extends java.io.Serializable {
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
