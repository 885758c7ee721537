package support;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets records pass, and sends the last one of a key aside when its time is over; a new one starts anew. */
public abstract class Schedule<K, A> extends KeyedProcessFunction<K, A, A> {
    private static final long serialVersionUID = 1L;

    private final boolean eventTime;
    private final TypeInformation<A> type;
    private final OutputTag<A> action;

    private transient ValueState<A> last;
    private transient ValueState<Long> due;

    protected Schedule(boolean eventTime, TypeInformation<A> type, OutputTag<A> action) {
        this.eventTime = eventTime;
        this.type = type;
        this.action = action;
    }

    /** When the time of a record is over, in milliseconds. */
    protected abstract long due(A in, long now);

    /** Whether a record whose time is over waits once more. */
    protected abstract boolean again(A in);

    @Override
    public void open(OpenContext context) {
        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", type));
        due = getRuntimeContext().getState(new ValueStateDescriptor<>("due", Types.LONG));
    }

    @Override
    public void processElement(A in, Context context, Collector<A> out) throws Exception {
        Long before = due.value();
        if (before != null && eventTime) {
            context.timerService().deleteEventTimeTimer(before);
        } else if (before != null) {
            context.timerService().deleteProcessingTimeTimer(before);
        }
        last.update(in);
        start(in, eventTime ? context.timestamp() : context.timerService().currentProcessingTime(), context);
        out.collect(in);
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<A> out) throws Exception {
        Long current = due.value();
        if (current == null || current != timer) {
            return;
        }
        A in = last.value();
        context.output(action, in);
        // At the end of all input time jumps to its end: what would repeat for ever stops there.
        if (again(in) && context.timerService().currentWatermark() != Long.MAX_VALUE) {
            start(in, timer, context);
        } else {
            last.clear();
            due.clear();
        }
    }

    private void start(A in, long now, Context context) throws Exception {
        long next = Math.max(due(in, now), now + 1);
        due.update(next);
        if (eventTime) {
            context.timerService().registerEventTimeTimer(next);
        } else {
            context.timerService().registerProcessingTimeTimer(next);
        }
    }
}
