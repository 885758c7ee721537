package support;

import java.util.Arrays;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/** The last values of something that is measured: what a reporter asks their quantiles of. */
public final class RecentValues implements Histogram {
    private static final int SIZE = 1_000;

    private final long[] values = new long[SIZE];
    private long count;

    @Override
    public synchronized void update(long value) {
        values[(int) (count % SIZE)] = value;
        count++;
    }

    @Override
    public synchronized long getCount() {
        return count;
    }

    /** A reporter's thread asks for them while the task goes on. */
    @Override
    public synchronized HistogramStatistics getStatistics() {
        long[] sorted = Arrays.copyOf(values, (int) Math.min(count, SIZE));
        Arrays.sort(sorted);
        return new Sorted(sorted);
    }

    /** The statistics of values that are sorted. */
    private static final class Sorted extends HistogramStatistics {
        private final long[] values;

        Sorted(long[] values) {
            this.values = values;
        }

        /** Between two values, what lies between them. */
        @Override
        public double getQuantile(double quantile) {
            if (values.length == 0) {
                return 0;
            }
            double position = Math.min(1, Math.max(0, quantile)) * (values.length - 1);
            int lower = (int) position;
            long next = values[Math.min(lower + 1, values.length - 1)];
            return values[lower] + (position - lower) * (next - values[lower]);
        }

        @Override
        public long[] getValues() {
            return values.clone();
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double getMean() {
            return Arrays.stream(values).average().orElse(0);
        }

        @Override
        public double getStdDev() {
            double mean = getMean();
            double squares = Arrays.stream(values).mapToDouble(value -> (value - mean) * (value - mean)).sum();
            return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
        }

        @Override
        public long getMax() {
            return values.length == 0 ? 0 : values[values.length - 1];
        }

        @Override
        public long getMin() {
            return values.length == 0 ? 0 : values[0];
        }
    }
}
