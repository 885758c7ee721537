package support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.util.function.SerializableFunction;

/** The lines of files as records; empty ones are none, and the offset counts lines. */
public final class FileLines<T> extends SimpleStreamFormat<T> {
    private static final long serialVersionUID = 1L;

    private final String stream;
    private final SerializableFunction<Origin, T> receive;
    private final TypeInformation<T> type;

    public FileLines(String stream, SerializableFunction<Origin, T> receive, TypeInformation<T> type) {
        this.stream = stream;
        this.receive = receive;
        this.type = type;
    }

    @Override
    public StreamFormat.Reader<T> createReader(Configuration config, FSDataInputStream file) {
        InputStream in = new BufferedInputStream(file);
        return new StreamFormat.Reader<>() {
            private long offset;

            @Override
            public T read() throws IOException {
                for (byte[] line = line(in); line != null; line = line(in)) {
                    offset++;
                    if (!isBlank(line)) {
                        return receive.apply(new Origin(stream, 0, offset - 1, null, line));
                    }
                }
                return null;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    /** The next line's bytes as they are, or null at the end. */
    private static byte[] line(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        return line.toByteArray();
    }

    private static boolean isBlank(byte[] line) {
        for (byte character : line) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }
}
