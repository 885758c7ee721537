package support;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Adds up where the records are what a window keeps, so that not every record crosses the network and touches state.
 *
 * <p>The totals of a key wait for the watermark that ends them; for a checkpoint all are sent ahead of its barrier, so
 * there is nothing to restore. What is late here already is sent at once.
 */
public final class LocalTotals<T, K, A> extends AbstractStreamOperator<Tuple2<K, A>>
        implements OneInputStreamOperator<T, Tuple2<K, A>>, BoundedOneInput {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 1 << 16;

    private final KeySelector<T, K> key;
    private final AggregateFunction<T, A, A> function;
    private final long pane;
    private transient TreeMap<Long, Map<K, A>> panes;
    private transient Map<K, A> current;
    private transient long currentStart;
    private transient long watermark;
    private transient int size;

    private LocalTotals(KeySelector<T, K> key, AggregateFunction<T, A, A> function, long pane) {
        this.key = key;
        this.function = function;
        this.pane = pane;
    }

    /** pane: a time that no window begins or ends within. */
    public static <T, K, A> SingleOutputStreamOperator<Tuple2<K, A>> of(
            DataStream<T> in,
            KeySelector<T, K> key,
            TypeInformation<K> keyType,
            AggregateFunction<T, A, A> function,
            TypeInformation<A> totals,
            Duration pane) {
        SingleOutputStreamOperator<Tuple2<K, A>> added = in.transform(
                "local totals",
                Types.TUPLE(keyType, totals),
                new LocalTotals<>(in.getExecutionEnvironment().clean(key), function, pane.toMillis()));
        // Flink 1.20 starts a task of its own for an operator otherwise.
        ((PhysicalTransformation<?>) added.getTransformation()).setChainingStrategy(ChainingStrategy.ALWAYS);
        return added;
    }

    @Override
    public void open() throws Exception {
        super.open();
        panes = new TreeMap<>();
        watermark = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<T> in) throws Exception {
        T value = in.getValue();
        K by = key.getKey(value);
        long time = in.getTimestamp();
        long start = time - Math.floorMod(time, pane);
        if (time == Long.MIN_VALUE || start + pane - 1 <= watermark) {
            send(by, function.add(value, function.createAccumulator()), time);
            return;
        }
        if (current == null || start != currentStart) {
            current = panes.computeIfAbsent(start, absent -> new HashMap<>());
            currentStart = start;
        }
        A before = current.get(by);
        A after = function.add(value, before == null ? function.createAccumulator() : before);
        if (after != before) {
            current.put(by, after);
        }
        if (before == null && ++size == MOST) {
            sendUntil(Long.MAX_VALUE);
        }
    }

    private void send(K by, A totals, long time) {
        output.collect(new StreamRecord<>(Tuple2.of(by, totals), time));
    }

    /** Sends the totals of what has ended by a time. */
    private void sendUntil(long time) {
        while (!panes.isEmpty() && panes.firstKey() <= time - pane + 1) {
            Map.Entry<Long, Map<K, A>> ended = panes.pollFirstEntry();
            ended.getValue().forEach((by, totals) -> send(by, totals, ended.getKey()));
            size -= ended.getValue().size();
            current = null;
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        sendUntil(watermark);
        super.processWatermark(mark);
    }

    /** Other inputs may move the time on while this one is idle. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (status.isIdle()) {
            sendUntil(Long.MAX_VALUE);
        }
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        sendUntil(Long.MAX_VALUE);
        super.prepareSnapshotPreBarrier(checkpoint);
    }

    @Override
    public void endInput() {
        sendUntil(Long.MAX_VALUE);
    }

    /** Adds up in a window what was added up before. */
    public static final class Merge<T, K, A> implements AggregateFunction<Tuple2<K, A>, A, A> {
        private static final long serialVersionUID = 1L;

        private final AggregateFunction<T, A, A> function;

        public Merge(AggregateFunction<T, A, A> function) {
            this.function = function;
        }

        @Override
        public A createAccumulator() {
            return function.createAccumulator();
        }

        @Override
        public A add(Tuple2<K, A> in, A totals) {
            return function.merge(totals, in.f1);
        }

        @Override
        public A getResult(A totals) {
            return function.getResult(totals);
        }

        @Override
        public A merge(A one, A other) {
            return function.merge(one, other);
        }
    }
}
