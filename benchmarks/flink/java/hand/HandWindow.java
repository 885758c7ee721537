package hand;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** A keyed window as an expert writes it: incremental, primitives only, times as numbers. */
public final class HandWindow {
    private HandWindow() {}

    public record Sale(String account, long amount, long at) {}

    public record Minute(String account, long sales, long amount, long largest, long start, long end) {}

    /** What a window keeps. */
    public static final class Totals {
        public long sales;
        public long amount;
        public long largest = Long.MIN_VALUE;
    }

    public static void turnover(StreamExecutionEnvironment env, Source<Sale, ?, ?> sales, Sink<Minute> sink) {
        WatermarkStrategy<Sale> time = WatermarkStrategy.<Sale>forBoundedOutOfOrderness(Duration.ZERO)
                .withTimestampAssigner((in, before) -> in.at());
        env.fromSource(sales, time, "sales", TypeInformation.of(Sale.class))
                .keyBy(Sale::account, Types.STRING)
                .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
                .aggregate(new Sum(), new Result(), TypeInformation.of(Totals.class), TypeInformation.of(Totals.class),
                        TypeInformation.of(Minute.class))
                .sinkTo(sink);
    }

    private static final class Sum implements AggregateFunction<Sale, Totals, Totals> {
        @Override
        public Totals createAccumulator() {
            return new Totals();
        }

        @Override
        public Totals add(Sale in, Totals totals) {
            totals.sales++;
            totals.amount = Math.addExact(totals.amount, in.amount());
            totals.largest = Math.max(totals.largest, in.amount());
            return totals;
        }

        @Override
        public Totals getResult(Totals totals) {
            return totals;
        }

        @Override
        public Totals merge(Totals one, Totals other) {
            one.sales += other.sales;
            one.amount = Math.addExact(one.amount, other.amount);
            one.largest = Math.max(one.largest, other.largest);
            return one;
        }
    }

    private static final class Result extends ProcessWindowFunction<Totals, Minute, String, TimeWindow> {
        @Override
        public void process(String key, Context context, Iterable<Totals> all, Collector<Minute> out) {
            Totals totals = all.iterator().next();
            out.collect(new Minute(
                    key, totals.sales, totals.amount, totals.largest, context.window().getStart(), context.window().getEnd()));
        }
    }
}
