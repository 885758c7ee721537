package support;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Calls what an action of a rule names, on threads of its own: at least once for each; a call that fails is told. */
public final class CallAction<T> extends RichAsyncFunction<T, CallFailure> {
    private static final long serialVersionUID = 1L;
    private static final int THREADS = 16;

    /** What is called for a record. */
    @FunctionalInterface
    public interface Doing<T> extends Serializable {
        void with(T in) throws Exception;
    }

    /** Where a record comes from. */
    @FunctionalInterface
    public interface OriginOf<T> extends Serializable {
        Origin of(T in);
    }

    private final String name;
    private final Doing<T> doing;
    private final OriginOf<T> origin;
    private transient ExecutorService threads;

    public CallAction(String name, Doing<T> doing, OriginOf<T> origin) {
        this.name = name;
        this.doing = doing;
        this.origin = origin;
    }

    @Override
    public void open(OpenContext context) {
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @Override
    public void asyncInvoke(T in, ResultFuture<CallFailure> result) {
        threads.execute(() -> {
            try {
                doing.with(in);
                result.complete(List.of());
            } catch (Exception e) {
                result.complete(List.of(failure(in, e.getClass().getSimpleName())));
            }
        });
    }

    @Override
    public void timeout(T in, ResultFuture<CallFailure> result) {
        result.complete(List.of(failure(in, "no answer in time")));
    }

    private CallFailure failure(T in, String problem) {
        return new CallFailure(name + ": " + problem, origin.of(in));
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
