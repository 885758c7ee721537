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
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds records of one stream until one of another stream with the same key arrives, or for too long.
 *
 * <p>What arrived is kept as long: a record that comes after it meets it at once.
 */
public abstract class AwaitArrival<K, A, B, T> extends KeyedCoProcessFunction<K, A, B, T> {
    private static final long serialVersionUID = 1L;

    private final long timeout;
    private final boolean eventTime;
    private final TypeInformation<A> heldType;
    private final TypeInformation<B> arrivedType;

    private transient MapState<Long, List<A>> held;
    private transient MapState<Long, List<B>> arrived;

    protected AwaitArrival(
            Duration timeout, boolean eventTime, TypeInformation<A> heldType, TypeInformation<B> arrivedType) {
        this.timeout = timeout.toMillis();
        this.eventTime = eventTime;
        this.heldType = heldType;
        this.arrivedType = arrivedType;
    }

    /** The record of what was held and what arrived. */
    protected abstract T met(A held, B arrived);

    /** What becomes of a record that nothing arrived for. */
    protected abstract void expired(A held, Context context);

    @Override
    public void open(OpenContext context) {
        held = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("held", Types.LONG, Types.LIST(heldType)));
        arrived = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("arrived", Types.LONG, Types.LIST(arrivedType)));
    }

    @Override
    public void processElement1(A in, Context context, Collector<T> out) throws Exception {
        long time = time(context);
        Long first = null;
        for (Long other : arrived.keys()) {
            if (Math.abs(other - time) <= timeout && (first == null || other < first)) {
                first = other;
            }
        }
        if (first != null) {
            out.collect(met(in, arrived.get(first).get(0)));
        } else {
            add(held, time, in, context.timerService());
        }
    }

    @Override
    public void processElement2(B in, Context context, Collector<T> out) throws Exception {
        long time = time(context);
        List<Long> met = new ArrayList<>();
        for (Map.Entry<Long, List<A>> waiting : held.entries()) {
            if (Math.abs(waiting.getKey() - time) <= timeout) {
                for (A one : waiting.getValue()) {
                    out.collect(met(one, in));
                }
                met.add(waiting.getKey());
            }
        }
        for (Long one : met) {
            held.remove(one);
        }
        add(arrived, time, in, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<T> out) throws Exception {
        long time = timer - timeout;
        List<A> over = held.get(time);
        if (over != null) {
            for (A one : over) {
                expired(one, context);
            }
            held.remove(time);
        }
        arrived.remove(time);
    }

    private long time(Context context) {
        return eventTime ? context.timestamp() : context.timerService().currentProcessingTime();
    }

    private <E> void add(MapState<Long, List<E>> side, long time, E in, TimerService timers) throws Exception {
        List<E> same = side.get(time);
        List<E> all = same == null ? new ArrayList<>() : same;
        all.add(in);
        side.put(time, all);
        if (eventTime) {
            timers.registerEventTimeTimer(time + timeout);
        } else {
            timers.registerProcessingTimeTimer(time + timeout);
        }
    }
}
