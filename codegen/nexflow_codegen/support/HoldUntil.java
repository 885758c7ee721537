package support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Collects the records of a key until they are complete, or for too long since the first. */
public abstract class HoldUntil<K, A, T> extends KeyedProcessFunction<K, A, T> {
    private static final long serialVersionUID = 1L;

    private final long timeout;
    private final boolean eventTime;
    private final TypeInformation<A> type;

    private transient ListState<A> held;
    private transient ValueState<Long> count;
    private transient ValueState<Long> deadline;

    protected HoldUntil(Duration timeout, boolean eventTime, TypeInformation<A> type) {
        this.timeout = timeout.toMillis();
        this.eventTime = eventTime;
        this.type = type;
    }

    /** Whether the records are complete with the last one. */
    protected abstract boolean complete(A last, long count);

    /** Whether a rule decides on all that is held, and not their count. */
    protected boolean asks() {
        return false;
    }

    /** What the rule decides. */
    protected boolean complete(T all) {
        return false;
    }

    /** The record of all that was held. */
    protected abstract T collected(K key, List<A> items);

    /** What becomes of a record that was held for too long. */
    protected abstract void expired(A held, Context context);

    @Override
    public void open(OpenContext context) {
        held = getRuntimeContext().getListState(new ListStateDescriptor<>("held", type));
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        deadline = getRuntimeContext().getState(new ValueStateDescriptor<>("deadline", Types.LONG));
    }

    @Override
    public void processElement(A in, Context context, Collector<T> out) throws Exception {
        long before = count.value() == null ? 0 : count.value();
        held.add(in);
        count.update(before + 1);
        if (before == 0) {
            start(context);
        }
        boolean done = asks()
                ? complete(collected(context.getCurrentKey(), items()))
                : complete(in, before + 1);
        if (done) {
            List<A> items = items();
            stop(context);
            out.collect(collected(context.getCurrentKey(), items));
        }
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<T> out) throws Exception {
        Long current = deadline.value();
        if (current == null || current != timer) {
            return;
        }
        List<A> items = items();
        clear();
        for (A one : items) {
            expired(one, context);
        }
    }

    private List<A> items() throws Exception {
        List<A> items = new ArrayList<>();
        held.get().forEach(items::add);
        return items;
    }

    private void start(Context context) throws Exception {
        long time = eventTime ? context.timestamp() : context.timerService().currentProcessingTime();
        deadline.update(time + timeout);
        if (eventTime) {
            context.timerService().registerEventTimeTimer(time + timeout);
        } else {
            context.timerService().registerProcessingTimeTimer(time + timeout);
        }
    }

    private void stop(Context context) throws Exception {
        if (eventTime) {
            context.timerService().deleteEventTimeTimer(deadline.value());
        } else {
            context.timerService().deleteProcessingTimeTimer(deadline.value());
        }
        clear();
    }

    private void clear() {
        held.clear();
        count.clear();
        deadline.clear();
    }
}
