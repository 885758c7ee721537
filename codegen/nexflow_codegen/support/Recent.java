package support;

import java.util.Iterator;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.apache.flink.api.common.state.MapState;

/** What the values of a key come to over a span that ends with a record; they are kept by their times. */
public final class Recent<V> {
    private static final long PARTS = 16;

    private final MapState<Long, V> values;
    private final long span;
    private final BinaryOperator<V> together;

    public Recent(MapState<Long, V> values, long span, BinaryOperator<V> together) {
        this.values = values;
        this.span = span;
        this.together = together;
    }

    /** Adds a value, unless there is none. */
    public void add(long time, V value) throws Exception {
        if (value != null) {
            V known = values.get(time);
            values.put(time, known == null ? value : together.apply(known, value));
        }
    }

    /** What the values of the span that ends at a time come to; null where there are none. */
    public V until(long time) throws Exception {
        V result = null;
        for (Map.Entry<Long, V> one : values.entries()) {
            if (one.getKey() > time - span && one.getKey() <= time) {
                result = result == null ? one.getValue() : together.apply(result, one.getValue());
            }
        }
        return result;
    }

    /** Forgets what no record of a time or later looks back at. */
    public void forget(long time) throws Exception {
        Iterator<Map.Entry<Long, V>> all = values.iterator();
        while (all.hasNext()) {
            if (all.next().getKey() <= time - span) {
                all.remove();
            }
        }
    }

    /** When a value of a time is forgotten: a little later than it might be, so that few timers do. */
    public static long end(long time, long span) {
        long step = Math.max(1, span / PARTS);
        return Math.floorDiv(time + span, step) * step + step;
    }
}
