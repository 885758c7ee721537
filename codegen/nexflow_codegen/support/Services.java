package support;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waiting for what lies outside: with a limit, and never on a task's own thread. */
public final class Services {
    private static final ExecutorService CALLS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "services");
        thread.setDaemon(true);
        return thread;
    });

    private Services() {}

    /** The answer of a method that blocks, tried a number of times. */
    public static <T> T call(String name, Callable<T> call, long millis, int tries) {
        return tried(name, () -> CALLS.submit(call), millis, tries);
    }

    /** The answer of a method that gives a future, tried a number of times. */
    public static <T> T future(String name, Callable<CompletionStage<T>> call, long millis, int tries) {
        return tried(name, () -> call.call().toCompletableFuture(), millis, tries);
    }

    private static <T> T tried(String name, Callable<Future<T>> ask, long millis, int tries) {
        RecordError problem = null;
        for (int i = 0; i < tries; i++) {
            try {
                return answer(name, ask.call(), millis);
            } catch (RecordError e) {
                problem = e;
            } catch (Exception e) {
                problem = error(name, e);
            }
        }
        throw problem;
    }

    /** The answer that a future gives within some time. */
    public static <T> T answer(String name, Future<T> asked, long millis) {
        try {
            return asked.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw RecordError.unanswered(name + ": no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw error(name, e);
        } catch (ExecutionException e) {
            throw error(name, e.getCause());
        }
    }

    private static RecordError error(String name, Throwable cause) {
        return RecordError.unanswered(name + ": " + cause.getClass().getSimpleName());
    }

    /** What the call gives, or something else where it fails. */
    public static <T> T orElse(Supplier<T> call, T other) {
        try {
            return call.get();
        } catch (RecordError e) {
            return other;
        }
    }

    /** What a cache holds for a key, else what the call gives. */
    public static <T> T cached(LookupCache<List<Object>, T> cache, List<Object> key, Supplier<T> call) {
        LookupCache.Entry<T> known = cache.get(key);
        if (known != null) {
            return known.value();
        }
        T value = call.get();
        cache.put(key, value);
        return value;
    }
}
