package support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.core.fs.Path;

/** Files of one JSON object a line, on any file system that Flink knows. */
public final class JsonLines {
    private JsonLines() {}

    public static <T> void read(String file, Function<byte[], T> read, Consumer<T> into) throws IOException {
        Path path = new Path(file);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(path.getFileSystem().open(path), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                try {
                    into.accept(read.apply(line.getBytes(StandardCharsets.UTF_8)));
                } catch (RecordError e) {
                    throw new IOException(file + ":" + number + ": " + e.getMessage());
                }
            }
        }
    }
}
