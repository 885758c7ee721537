package support;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.streaming.api.functions.async.AsyncRetryPredicate;
import org.apache.flink.streaming.api.functions.async.AsyncRetryStrategy;

/** Waits for a delay before the second question, for two of them before the third, and so on up to the longest. */
public final class LinearBackoff<T> implements AsyncRetryStrategy<T> {
    private static final long serialVersionUID = 1L;

    private final int times;
    private final long delay;
    private final long longest;
    private final Predicate<Collection<T>> failed;

    /** The predicate must be serializable, as the strategy is. */
    public <P extends Predicate<Collection<T>> & java.io.Serializable> LinearBackoff(
            int times, long delay, long longest, P failed) {
        this.times = times;
        this.delay = delay;
        this.longest = longest;
        this.failed = failed;
    }

    @Override
    public boolean canRetry(int attempt) {
        return attempt <= times;
    }

    @Override
    public long getBackoffTimeMillis(int attempt) {
        return Math.min(delay * attempt, longest);
    }

    @Override
    public AsyncRetryPredicate<T> getRetryPredicate() {
        return new AsyncRetryPredicate<>() {
            @Override
            public Optional<Predicate<Collection<T>>> resultPredicate() {
                return Optional.of(failed);
            }

            @Override
            public Optional<Predicate<Throwable>> exceptionPredicate() {
                return Optional.empty();
            }
        };
    }
}
