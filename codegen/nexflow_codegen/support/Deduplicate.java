package support;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets the first record of a key pass; those that follow it in its window are counted, and go aside. */
public final class Deduplicate<K, A> extends KeyedProcessFunction<K, A, A> {
    private static final long serialVersionUID = 1L;

    private final Duration window;
    private final boolean eventTime;
    private final OutputTag<A> aside;

    private transient ValueState<Long> first;
    private transient Counter duplicates;

    /** The window may be null: for ever; and where duplicates go: then they are dropped. */
    public Deduplicate(Duration window, boolean eventTime, OutputTag<A> aside) {
        this.window = window;
        this.eventTime = eventTime;
        this.aside = aside;
    }

    @Override
    public void open(OpenContext context) {
        first = getRuntimeContext().getState(new ValueStateDescriptor<>("first", Types.LONG));
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
    }

    @Override
    public void processElement(A in, Context context, Collector<A> out) throws Exception {
        long time = eventTime ? context.timestamp() : context.timerService().currentProcessingTime();
        Long known = first.value();
        if (known != null && (window == null || time < known + window.toMillis())) {
            duplicates.inc();
            if (aside != null) {
                context.output(aside, in);
            }
            return;
        }
        first.update(time);
        if (window != null && eventTime) {
            context.timerService().registerEventTimeTimer(time + window.toMillis());
        } else if (window != null) {
            context.timerService().registerProcessingTimeTimer(time + window.toMillis());
        }
        out.collect(in);
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<A> out) throws Exception {
        Long known = first.value();
        if (known != null && known + window.toMillis() <= timer) {
            first.clear();
        }
    }
}
