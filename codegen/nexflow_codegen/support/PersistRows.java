package support;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each record, on a thread of its own; those that are refused go on, and the others end here. */
public final class PersistRows<T> extends RichAsyncFunction<T, T> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PersistRows.class);

    private final RowWriter<T> writer;
    private final String name;
    private transient ExecutorService thread;

    public PersistRows(RowWriter<T> writer, String name) {
        this.writer = writer;
        this.name = name;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        writer.open();
        thread = Executors.newSingleThreadExecutor();
    }

    @Override
    public void asyncInvoke(T in, ResultFuture<T> result) {
        thread.execute(() -> {
            try {
                writer.write(in);
                result.complete(List.of());
            } catch (RecordError e) {
                LOG.warn("{}: {}", name, e.getMessage());
                result.complete(List.of(in));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
        writer.close();
    }
}
