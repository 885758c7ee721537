package support;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Says when so many records have come, or all of a stream that ends; one subtask counts for all. */
public final class MarkerWatch<T> extends AbstractStreamOperator<String>
        implements OneInputStreamOperator<T, String>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    private final String marker;
    private final long wanted;
    private transient ListState<Long> kept;
    private transient long count;

    /** wanted: how many records; 0 for the end of the stream. */
    public MarkerWatch(String marker, long wanted) {
        this.marker = marker;
        this.wanted = wanted;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("count", Types.LONG));
        for (long part : kept.get()) {
            count += part;
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        kept.update(java.util.List.of(count));
    }

    @Override
    public void processElement(StreamRecord<T> in) {
        count++;
        if (count == wanted) {
            come();
        }
    }

    @Override
    public void endInput() {
        if (wanted == 0) {
            come();
        }
    }

    private void come() {
        output.collect(new StreamRecord<>(marker));
    }
}
