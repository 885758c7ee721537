package support;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Hands records on when the checkpoint is complete that they are part of, with which sinks commit; or at the end. */
public final class AfterCommit<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<T> type;
    private transient NavigableMap<Long, List<T>> waiting;
    private transient List<T> current;
    private transient ListState<T> kept;

    public AfterCommit(TypeInformation<T> type) {
        this.type = type;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("waiting", type));
        waiting = new TreeMap<>();
        current = new ArrayList<>();
        List<T> restored = new ArrayList<>();
        kept.get().forEach(restored::add);
        waiting.put(context.getRestoredCheckpointId().orElse(0), restored);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        waiting.put(context.getCheckpointId(), current);
        current = new ArrayList<>();
        List<T> all = new ArrayList<>();
        waiting.values().forEach(all::addAll);
        kept.update(all);
    }

    @Override
    public void processElement(StreamRecord<T> in) {
        current.add(in.getValue());
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        super.notifyCheckpointComplete(checkpoint);
        release(waiting.headMap(checkpoint, true));
    }

    @Override
    public void endInput() {
        release(waiting);
        current.forEach(this::collect);
        current.clear();
    }

    private void release(NavigableMap<Long, List<T>> done) {
        done.values().forEach(records -> records.forEach(this::collect));
        done.clear();
    }

    private void collect(T record) {
        output.collect(new StreamRecord<>(record));
    }
}
