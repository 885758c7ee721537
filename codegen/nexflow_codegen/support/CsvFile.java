package support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;

/** The rows of CSV files as records; the offset counts them. */
public final class CsvFile<T> extends SimpleStreamFormat<T> {
    private static final long serialVersionUID = 1L;

    private final String stream;
    private final Csv csv;
    private final ArrayList<String> columns;
    private final Receive<T> receive;
    private final TypeInformation<T> type;

    /** Makes a record of a row. */
    @FunctionalInterface
    public interface Receive<T> extends Serializable {
        T receive(Origin origin, CsvRow row);
    }

    /** The columns are those of files without a header. */
    public CsvFile(String stream, Csv csv, List<String> columns, Receive<T> receive, TypeInformation<T> type) {
        this.stream = stream;
        this.csv = csv;
        this.columns = new ArrayList<>(columns);
        this.receive = receive;
        this.type = type;
    }

    @Override
    public StreamFormat.Reader<T> createReader(Configuration config, FSDataInputStream file) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        List<String> names = csv.hasHeader() ? csv.row(in, new StringBuilder()) : columns;
        return new StreamFormat.Reader<>() {
            private long offset;

            @Override
            public T read() throws IOException {
                StringBuilder raw = new StringBuilder();
                for (List<String> row = csv.row(in, raw); row != null; row = csv.row(in, raw)) {
                    if (!raw.toString().isBlank()) {
                        byte[] bytes = raw.toString().getBytes(StandardCharsets.UTF_8);
                        return receive.receive(
                                new Origin(stream, 0, offset++, null, bytes), new CsvRow(names, row));
                    }
                    raw.setLength(0);
                }
                return null;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }
}
