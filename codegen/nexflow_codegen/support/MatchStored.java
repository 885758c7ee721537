package support;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives each record of one stream the last one of another with the same key, or none.
 *
 * <p>By event time, the last one up to the time of the record, which waits until all of them must be there.
 */
public abstract class MatchStored<K, A, B, T> extends KeyedCoProcessFunction<K, A, B, T> {
    private static final long serialVersionUID = 1L;

    private final boolean eventTime;
    private final TypeInformation<A> type;
    private final TypeInformation<B> storedType;
    private transient MapState<Long, List<A>> waiting;
    private transient MapState<Long, B> stored;

    protected MatchStored(boolean eventTime, TypeInformation<A> type, TypeInformation<B> storedType) {
        this.eventTime = eventTime;
        this.type = type;
        this.storedType = storedType;
    }

    /** The record of one and what was stored for it, which may be null. */
    protected abstract T matched(A in, B stored);

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(type)));
        stored = getRuntimeContext().getMapState(new MapStateDescriptor<>("stored", Types.LONG, storedType));
    }

    @Override
    public void processElement1(A in, Context context, Collector<T> out) throws Exception {
        long time = eventTime ? context.timestamp() : 0;
        if (!eventTime || time <= context.timerService().currentWatermark()) {
            Long last = upTo(time);
            out.collect(matched(in, last == null ? null : stored.get(last)));
            return;
        }
        List<A> others = waiting.get(time);
        List<A> all = others == null ? new ArrayList<>() : new ArrayList<>(others);
        all.add(in);
        waiting.put(time, all);
        context.timerService().registerEventTimeTimer(time);
    }

    @Override
    public void processElement2(B in, Context context, Collector<T> out) throws Exception {
        long time = eventTime ? context.timestamp() : 0;
        stored.put(time, in);
        if (eventTime) {
            context.timerService().registerEventTimeTimer(time);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<T> out) throws Exception {
        Long last = upTo(time);
        List<A> due = waiting.get(time);
        if (due != null) {
            B found = last == null ? null : stored.get(last);
            for (A in : due) {
                out.collect(matched(in, found));
            }
            waiting.remove(time);
        }
        forgetBefore(last);
    }

    /** The time of the last one up to a time, or null. */
    private Long upTo(long time) throws Exception {
        Long last = null;
        for (long known : stored.keys()) {
            if (known <= time && (last == null || known > last)) {
                last = known;
            }
        }
        return last;
    }

    /** What a later one has replaced, nobody asks for any more. */
    private void forgetBefore(Long last) throws Exception {
        List<Long> old = new ArrayList<>();
        for (long known : stored.keys()) {
            if (last != null && known < last) {
                old.add(known);
            }
        }
        for (long known : old) {
            stored.remove(known);
        }
    }
}
