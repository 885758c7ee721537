package support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.util.function.SerializableFunction;

/** Writes records into files, a line each. */
public final class FileRows<T> implements BulkWriter.Factory<T> {
    private static final long serialVersionUID = 1L;

    private final String head;
    private final SerializableFunction<T, byte[]> write;

    private FileRows(String head, SerializableFunction<T, byte[]> write) {
        this.head = head;
        this.write = write;
    }

    public static <T> FileRows<T> of(SerializableFunction<T, byte[]> write) {
        return new FileRows<>("", write);
    }

    /** Rows of CSV, below a line of the columns' names where there is to be one. */
    public static <T> FileRows<T> of(Csv csv, List<String> columns, SerializableFunction<T, List<String>> row) {
        String head = csv.hasHeader() ? csv.line(columns) + "\n" : "";
        return new FileRows<>(head, value -> csv.line(row.apply(value)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
        out.write(head.getBytes(StandardCharsets.UTF_8));
        return new BulkWriter<>() {
            @Override
            public void addElement(T value) throws IOException {
                out.write(write.apply(value));
                out.write('\n');
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void finish() throws IOException {
                flush();
            }
        };
    }
}
