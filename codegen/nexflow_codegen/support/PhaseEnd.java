package support;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;

/** Sends a signal when the markers have come that end a phase; one subtask tells for all. */
public final class PhaseEnd extends RichFlatMapFunction<String, Signal> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final PhaseGate.Condition over;
    private final String signal;
    private final String process;
    private transient Set<String> come;
    private transient ListState<String> kept;

    public PhaseEnd(PhaseGate.Condition over, String signal, String process) {
        this.over = over;
        this.signal = signal;
        this.process = process;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        kept = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("markers", Types.STRING));
        come = new HashSet<>();
        kept.get().forEach(come::add);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        kept.update(new ArrayList<>(come));
    }

    @Override
    public void flatMap(String marker, Collector<Signal> out) {
        boolean before = over.holds(come, LocalTime.MIN);
        come.add(marker);
        if (!before && over.holds(come, LocalTime.MIN)) {
            out.collect(new Signal(signal, process));
        }
    }
}
