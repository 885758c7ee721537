package hand;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The processor time that the threads of Flink's tasks and of services take, other processes on the machine aside. */
final class Measured implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Pattern TASK = Pattern.compile(".*\\(\\d+/\\d+\\)#\\d+|service.*");
    private static final int EVERY_MILLIS = 10;

    private final Map<Long, Long> before = new HashMap<>();
    private final Map<Long, Long> nanos = new HashMap<>();
    private final Thread observer = new Thread(this::observe, "observer");
    private volatile boolean ended;

    Measured() {
        read(before);
        observer.setDaemon(true);
        observer.start();
    }

    double seconds() throws InterruptedException {
        close();
        long sum = 0;
        for (Map.Entry<Long, Long> entry : nanos.entrySet()) {
            sum += entry.getValue() - before.getOrDefault(entry.getKey(), 0L);
        }
        return sum / 1e9;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        observer.join();
    }

    private void observe() {
        while (!ended) {
            read(nanos);
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void read(Map<Long, Long> into) {
        long[] ids = THREADS.getAllThreadIds();
        java.lang.management.ThreadInfo[] infos = THREADS.getThreadInfo(ids);
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && TASK.matcher(infos[i].getThreadName()).matches()) {
                long time = THREADS.getThreadCpuTime(ids[i]);
                if (time >= 0) {
                    into.put(ids[i], time);
                }
            }
        }
    }
}
