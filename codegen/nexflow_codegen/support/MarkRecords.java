package support;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;

/** Adds to each record which markers there are when it comes. */
public final class MarkRecords<T, R> extends CoProcessFunction<T, String, R> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** A record with what it says of the markers that have come, and of its time of day. */
    @FunctionalInterface
    public interface Marking<T, R> extends Serializable {
        R of(T in, Set<String> come, LocalTime time);
    }

    private final Marking<T, R> marking;
    private final ZoneId zone;
    private transient Set<String> come;
    private transient ListState<String> kept;

    public MarkRecords(Marking<T, R> marking, ZoneId zone) {
        this.marking = marking;
        this.zone = zone;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        kept = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("markers", Types.STRING));
        come = new HashSet<>();
        kept.get().forEach(come::add);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        kept.update(new ArrayList<>(come));
    }

    @Override
    public void processElement1(T in, Context context, Collector<R> out) {
        Long own = context.timestamp();
        long millis = own != null ? own : context.timerService().currentProcessingTime();
        out.collect(marking.of(in, come, Instant.ofEpochMilli(millis).atZone(zone).toLocalTime()));
    }

    @Override
    public void processElement2(String marker, Context context, Collector<R> out) {
        come.add(marker);
    }
}
