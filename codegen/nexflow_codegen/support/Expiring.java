package support;

import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;

/** A value that is forgotten some time after it was first set: Flink forgets that it was, which no change renews. */
public final class Expiring<V> {
    private final ValueState<V> value;
    private final ValueState<Boolean> there;

    public Expiring(ValueState<V> value, ValueState<Boolean> there) {
        this.value = value;
        this.there = there;
    }

    /** The value; null where there is none, or none any more. */
    public V value() throws IOException {
        return there.value() == null ? null : value.value();
    }

    /** Sets the value, which starts its time where there was none. */
    public void update(V changed) throws IOException {
        if (there.value() == null) {
            there.update(true);
        }
        value.update(changed);
    }
}
