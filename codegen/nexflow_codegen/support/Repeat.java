package support;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks again what has failed, after a delay that may grow, until it is closed. Flink's own retry strategies stop at the
 * end of the input: what failed there first would never be asked again.
 */
public final class Repeat implements Serializable {
    private static final long serialVersionUID = 1L;

    private enum Backoff {
        FIXED,
        LINEAR,
        EXPONENTIAL
    }

    private final Backoff backoff;
    private final int times;
    private final long delay;
    private final long longest;
    private transient ScheduledThreadPoolExecutor clock;

    private Repeat(Backoff backoff, int times, long delay, long longest) {
        this.backoff = backoff;
        this.times = times;
        this.delay = delay;
        this.longest = longest;
    }

    /** So many times, always after the same milliseconds. */
    public static Repeat fixed(int times, long delay) {
        return new Repeat(Backoff.FIXED, times, delay, delay);
    }

    /** After the delay, then after two of them, and so on up to the longest. */
    public static Repeat linear(int times, long delay, long longest) {
        return new Repeat(Backoff.LINEAR, times, delay, longest);
    }

    /** After the delay, then each time after twice as long, up to the longest. */
    public static Repeat exponential(int times, long delay, long longest) {
        return new Repeat(Backoff.EXPONENTIAL, times, delay, longest);
    }

    public void open() {
        clock = new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
        // Made by the task, the thread sees the classes of the job.
        clock.prestartCoreThread();
    }

    /** The first answer that is not to be asked for again, else the last one; an exception ends it at once. */
    public <A> CompletableFuture<A> ask(Supplier<CompletableFuture<A>> question, Predicate<A> again) {
        CompletableFuture<A> last = new CompletableFuture<>();
        ask(question, again, last, 0);
        return last;
    }

    private <A> void ask(
            Supplier<CompletableFuture<A>> question, Predicate<A> again, CompletableFuture<A> last, int repeated) {
        asked(question).whenComplete((answer, error) -> {
            if (clock.isShutdown()) {
                return;
            }
            if (error != null) {
                last.completeExceptionally(error);
            } else if (repeated < times && again.test(answer)) {
                Runnable next = () -> ask(question, again, last, repeated + 1);
                clock.schedule(next, delayBefore(repeated), TimeUnit.MILLISECONDS);
            } else {
                last.complete(answer);
            }
        });
    }

    private static <A> CompletableFuture<A> asked(Supplier<CompletableFuture<A>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private long delayBefore(int repeated) {
        double factor =
                switch (backoff) {
                    case FIXED -> 1;
                    case LINEAR -> repeated + 1.0;
                    case EXPONENTIAL -> Math.pow(2, repeated);
                };
        return (long) Math.min(longest, delay * factor);
    }

    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
