package support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Pairs the records of two streams that have one key and times near each other.
 *
 * <p>A record of a side that is kept is paired with null when its time is over and it had no pair.
 */
public abstract class PairWithin<K, L, R, T> extends KeyedCoProcessFunction<K, L, R, T> {
    private static final long serialVersionUID = 1L;

    /** Which sides keep the records that have no pair. */
    public enum Keep {
        NONE,
        LEFT,
        RIGHT,
        BOTH
    }

    private final long within;
    private final Keep keep;
    private final boolean eventTime;
    private final TypeInformation<L> leftType;
    private final TypeInformation<R> rightType;

    /** Records by their times, each with whether it had a pair. */
    private transient MapState<Long, List<Tuple2<L, Boolean>>> lefts;
    private transient MapState<Long, List<Tuple2<R, Boolean>>> rights;

    protected PairWithin(
            Duration within, Keep keep, boolean eventTime, TypeInformation<L> leftType, TypeInformation<R> rightType) {
        this.within = within.toMillis();
        this.keep = keep;
        this.eventTime = eventTime;
        this.leftType = leftType;
        this.rightType = rightType;
    }

    /** The record of a pair; one of both may be null. */
    protected abstract T pair(L left, R right);

    @Override
    public void open(OpenContext context) {
        lefts = getRuntimeContext().getMapState(descriptor("left", leftType));
        rights = getRuntimeContext().getMapState(descriptor("right", rightType));
    }

    private static <E> MapStateDescriptor<Long, List<Tuple2<E, Boolean>>> descriptor(
            String name, TypeInformation<E> type) {
        TypeInformation<Tuple2<E, Boolean>> element = Types.TUPLE(type, Types.BOOLEAN);
        return new MapStateDescriptor<>(name, Types.LONG, Types.LIST(element));
    }

    @Override
    public void processElement1(L in, Context context, Collector<T> out) throws Exception {
        long time = time(context);
        boolean paired = false;
        for (Map.Entry<Long, List<Tuple2<R, Boolean>>> near : rights.entries()) {
            if (Math.abs(near.getKey() - time) <= within) {
                for (Tuple2<R, Boolean> other : near.getValue()) {
                    out.collect(pair(in, other.f0));
                    other.f1 = true;
                }
                near.setValue(near.getValue());
                paired = true;
            }
        }
        add(lefts, time, in, paired, context.timerService());
    }

    @Override
    public void processElement2(R in, Context context, Collector<T> out) throws Exception {
        long time = time(context);
        boolean paired = false;
        for (Map.Entry<Long, List<Tuple2<L, Boolean>>> near : lefts.entries()) {
            if (Math.abs(near.getKey() - time) <= within) {
                for (Tuple2<L, Boolean> other : near.getValue()) {
                    out.collect(pair(other.f0, in));
                    other.f1 = true;
                }
                near.setValue(near.getValue());
                paired = true;
            }
        }
        add(rights, time, in, paired, context.timerService());
    }

    /** No record can come any more that is near those of the timer. */
    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<T> out) throws Exception {
        long time = timer - within;
        for (Tuple2<L, Boolean> over : taken(lefts, time)) {
            if (!over.f1 && (keep == Keep.LEFT || keep == Keep.BOTH)) {
                out.collect(pair(over.f0, null));
            }
        }
        for (Tuple2<R, Boolean> over : taken(rights, time)) {
            if (!over.f1 && (keep == Keep.RIGHT || keep == Keep.BOTH)) {
                out.collect(pair(null, over.f0));
            }
        }
    }

    private long time(Context context) {
        return eventTime ? context.timestamp() : context.timerService().currentProcessingTime();
    }

    private <E> void add(
            MapState<Long, List<Tuple2<E, Boolean>>> side, long time, E in, boolean paired, TimerService timers)
            throws Exception {
        List<Tuple2<E, Boolean>> same = side.get(time);
        List<Tuple2<E, Boolean>> all = same == null ? new ArrayList<>() : same;
        all.add(Tuple2.of(in, paired));
        side.put(time, all);
        if (eventTime) {
            timers.registerEventTimeTimer(time + within);
        } else {
            timers.registerProcessingTimeTimer(time + within);
        }
    }

    private static <E> List<Tuple2<E, Boolean>> taken(MapState<Long, List<Tuple2<E, Boolean>>> side, long time)
            throws Exception {
        List<Tuple2<E, Boolean>> found = side.get(time);
        side.remove(time);
        return found == null ? List.of() : found;
    }
}
