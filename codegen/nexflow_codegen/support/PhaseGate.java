package support;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Lets the records of a phase pass, and sends those of other times aside.
 *
 * <p>Where records wait, one that comes too early is kept until the phase begins, and the watermark with it.
 */
public final class PhaseGate<T> extends AbstractStreamOperator<T>
        implements TwoInputStreamOperator<T, String, T>, BoundedMultiInput {
    private static final long serialVersionUID = 1L;

    /** A test of the markers that have come, and of the time of day of a record. */
    @FunctionalInterface
    public interface Condition extends Serializable {
        boolean holds(Set<String> come, LocalTime time);
    }

    private final Condition begun;
    private final Condition over;
    private final Condition waits;
    private final ZoneId zone;
    private final String drained;
    private final OutputTag<T> aside;
    private final TypeInformation<T> type;
    private transient Set<String> come;
    private transient List<StreamRecord<T>> held;
    private transient ListState<String> keptMarkers;
    private transient ListState<Tuple2<T, Long>> keptRecords;
    private transient Watermark last;
    private transient int ended;

    /** waits: whether a record that is too early may still come into the phase; drained: the marker of the records' end. */
    public PhaseGate(
            Condition begun,
            Condition over,
            Condition waits,
            ZoneId zone,
            String drained,
            OutputTag<T> aside,
            TypeInformation<T> type) {
        this.begun = begun;
        this.over = over;
        this.waits = waits;
        this.zone = zone;
        this.drained = drained;
        this.aside = aside;
        this.type = type;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        keptMarkers = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("markers", Types.STRING));
        keptRecords = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("records", Types.TUPLE(type, Types.LONG)));
        come = new HashSet<>();
        keptMarkers.get().forEach(come::add);
        held = new ArrayList<>();
        for (Tuple2<T, Long> record : keptRecords.get()) {
            held.add(record.f1 == Long.MIN_VALUE ? new StreamRecord<>(record.f0) : new StreamRecord<>(record.f0, record.f1));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        keptMarkers.update(new ArrayList<>(come));
        List<Tuple2<T, Long>> records = new ArrayList<>();
        for (StreamRecord<T> record : held) {
            records.add(Tuple2.of(record.getValue(), record.hasTimestamp() ? record.getTimestamp() : Long.MIN_VALUE));
        }
        keptRecords.update(records);
    }

    @Override
    public void processElement1(StreamRecord<T> in) {
        if (!decide(in)) {
            held.add(in.copy(in.getValue()));
        }
    }

    @Override
    public void processElement2(StreamRecord<String> in) throws Exception {
        come(in.getValue());
    }

    private void come(String marker) throws Exception {
        if (come.add(marker)) {
            held.removeIf(this::decide);
            release();
            if (held.isEmpty() && (ended & 2) != 0) {
                come.add(drained);
            }
        }
    }

    /** Sends a record where it belongs; false where that is not known yet. */
    private boolean decide(StreamRecord<T> in) {
        long millis = in.hasTimestamp() ? in.getTimestamp() : getProcessingTimeService().getCurrentProcessingTime();
        LocalTime time = Instant.ofEpochMilli(millis).atZone(zone).toLocalTime();
        boolean isOver = over.holds(come, time);
        if (!isOver && begun.holds(come, time)) {
            output.collect(in);
            return true;
        }
        if (!isOver && waits.holds(come, time)) {
            return false;
        }
        output.collect(aside, in);
        return true;
    }

    private void release() throws Exception {
        if (held.isEmpty() && last != null) {
            Watermark mark = last;
            last = null;
            super.processWatermark1(mark);
        }
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        last = mark;
        release();
    }

    /** What still waits when all has come that can come was of no phase. */
    @Override
    public void endInput(int input) throws Exception {
        ended |= 1 << input;
        if (input == 1 && held.isEmpty()) {
            come(drained);
        }
        if (ended == 6) {
            held.forEach(record -> output.collect(aside, record));
            held.clear();
            release();
        }
    }
}
