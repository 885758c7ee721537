package support;

import java.time.Duration;

/**
 * Keeps from asking what has failed too often: after so many failures in a row nothing is asked for a while, then one
 * question tries whether it works again.
 */
public final class CircuitBreaker {
    private final int threshold;
    private final long resetNanos;
    private int failures;
    private boolean open;
    private long since;

    public CircuitBreaker(int threshold, Duration reset) {
        this.threshold = threshold;
        this.resetNanos = reset.toNanos();
    }

    /** Whether to ask; while it is open, once each time that the reset is over. */
    public synchronized boolean allows() {
        if (!open) {
            return true;
        }
        long now = System.nanoTime();
        if (now - since < resetNanos) {
            return false;
        }
        since = now;
        return true;
    }

    public synchronized void answered(boolean well) {
        if (well) {
            failures = 0;
            open = false;
            return;
        }
        failures++;
        if (failures >= threshold) {
            open = true;
            since = System.nanoTime();
        }
    }
}
