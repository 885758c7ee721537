package hand;

import com.example.bench.schema.Account;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** A lookup as an expert writes it: asynchronous, unordered, what fails goes aside, with or without a cache. */
public final class HandEnrich {
    private static final OutputTag<HandWritten.Letter> LETTERS =
            new OutputTag<>("letters", TypeInformation.of(HandWritten.Letter.class));

    private HandEnrich() {}

    public record Enriched(HandWritten.Priced priced, String tier, Long risk) {}

    public record Answer(HandWritten.Priced priced, Account account, String error) {}

    public static void enriched(
            StreamExecutionEnvironment env, Source<HandWritten.Trade, ?, ?> trades, Sink<Enriched> sink,
            Sink<HandWritten.Letter> letters, int cached) {
        SingleOutputStreamOperator<HandWritten.Priced> priced = env
                .fromSource(trades, WatermarkStrategy.noWatermarks(), "trades", TypeInformation.of(HandWritten.Trade.class))
                .process(new HandWritten.Price())
                .returns(TypeInformation.of(HandWritten.Priced.class));
        SingleOutputStreamOperator<Enriched> enriched = AsyncDataStream.unorderedWait(
                        priced, new Ask(cached), 1000, TimeUnit.MILLISECONDS, 1000)
                .returns(TypeInformation.of(Answer.class))
                .process(new Add())
                .returns(TypeInformation.of(Enriched.class));
        enriched.sinkTo(sink);
        priced.getSideOutput(HandWritten.LETTERS).union(enriched.getSideOutput(LETTERS)).sinkTo(letters);
    }

    private static final class Ask extends RichAsyncFunction<HandWritten.Priced, Answer> {
        private final int cached;
        private transient Map<String, Known> cache;

        /** An answer, and when it is to be asked for again. */
        private record Known(Account account, long until) {}

        Ask(int cached) {
            this.cached = cached;
        }

        @Override
        public void open(OpenContext context) {
            cache = new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > cached;
                }
            };
        }

        @Override
        public void asyncInvoke(HandWritten.Priced in, ResultFuture<Answer> result) {
            String key = in.account();
            if (cached > 0) {
                Known known;
                synchronized (cache) {
                    known = cache.get(key);
                }
                if (known != null && known.until() > System.nanoTime()) {
                    result.complete(Collections.singletonList(new Answer(in, known.account(), null)));
                    return;
                }
            }
            Service.find(key).whenComplete((found, error) -> {
                if (error == null && cached > 0) {
                    synchronized (cache) {
                        cache.put(key, new Known(found, System.nanoTime() + Duration.ofHours(1).toNanos()));
                    }
                }
                result.complete(Collections.singletonList(new Answer(in, found, error == null ? null : error.toString())));
            });
        }

        @Override
        public void timeout(HandWritten.Priced in, ResultFuture<Answer> result) {
            result.complete(Collections.singletonList(new Answer(in, null, "no answer in time")));
        }
    }

    private static final class Add extends ProcessFunction<Answer, Enriched> {
        @Override
        public void processElement(Answer in, Context context, Collector<Enriched> out) {
            if (in.error() != null) {
                context.output(LETTERS, new HandWritten.Letter(in.priced().id(), in.error()));
                return;
            }
            Account account = in.account();
            out.collect(new Enriched(
                    in.priced(), account == null ? null : account.tier(), account == null ? null : account.risk()));
        }
    }
}
