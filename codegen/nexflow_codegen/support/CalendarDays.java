package support;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.ProcessingTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Windows of calendar days: from midnight to midnight in a time zone, also where a day has 23 or 25 hours. */
public final class CalendarDays extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final ZoneId zone;
    private final long size;
    private final long slide;
    private final boolean eventTime;

    /** A window of some days every few days; both are the same for windows that do not overlap. */
    public CalendarDays(ZoneId zone, long size, long slide, boolean eventTime) {
        this.zone = zone;
        this.size = size;
        this.slide = slide;
        this.eventTime = eventTime;
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object in, long time, WindowAssignerContext context) {
        if (eventTime && time == Long.MIN_VALUE) {
            throw new IllegalStateException("a record without a time");
        }
        Instant now = Instant.ofEpochMilli(eventTime ? time : context.getCurrentProcessingTime());
        long day = now.atZone(zone).toLocalDate().toEpochDay();
        List<TimeWindow> windows = new ArrayList<>();
        for (long first = Math.floorDiv(day, slide) * slide; first > day - size; first -= slide) {
            windows.add(new TimeWindow(midnight(first), midnight(first + size)));
        }
        return windows;
    }

    private long midnight(long day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return eventTime ? EventTimeTrigger.create() : ProcessingTimeTrigger.create();
    }

    /** What Flink 1.20 asks for in place of the other. */
    @SuppressWarnings("deprecation")
    public Trigger<Object, TimeWindow> getDefaultTrigger(StreamExecutionEnvironment env) {
        return getDefaultTrigger();
    }

    @Override
    public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
        return new TimeWindow.Serializer();
    }

    @Override
    public boolean isEventTime() {
        return eventTime;
    }

    @Override
    public String toString() {
        return "CalendarDays(" + zone + ", " + size + ", " + slide + ")";
    }
}
