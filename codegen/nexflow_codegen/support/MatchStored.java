package support;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Gives each record of one stream the last one of another with the same key, or none. */
public abstract class MatchStored<K, A, B, T> extends KeyedCoProcessFunction<K, A, B, T> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<B> type;
    private transient ValueState<B> stored;

    protected MatchStored(TypeInformation<B> type) {
        this.type = type;
    }

    /** The record of one and what was stored for it, which may be null. */
    protected abstract T matched(A in, B stored);

    @Override
    public void open(OpenContext context) {
        stored = getRuntimeContext().getState(new ValueStateDescriptor<>("stored", type));
    }

    @Override
    public void processElement1(A in, Context context, Collector<T> out) throws Exception {
        out.collect(matched(in, stored.value()));
    }

    @Override
    public void processElement2(B in, Context context, Collector<T> out) throws Exception {
        stored.update(in);
    }
}
