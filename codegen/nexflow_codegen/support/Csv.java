package support;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How rows of CSV are written: a quote inside quotes is doubled, or stands behind the escape where there is one. */
public final class Csv implements Serializable {
    private static final long serialVersionUID = 1L;

    private final char delimiter;
    private final char quote;
    private final String escape;
    private final boolean header;
    private final String nothing;

    /** The texts are of one character each, the escape of none or one; nothing: how null is written. */
    public Csv(String delimiter, String quote, String escape, boolean header, String nothing) {
        this.delimiter = delimiter.charAt(0);
        this.quote = quote.charAt(0);
        this.escape = escape;
        this.header = header;
        this.nothing = nothing;
    }

    public boolean hasHeader() {
        return header;
    }

    /** The row that some bytes are, which has no header. */
    public CsvRow read(byte[] bytes, List<String> columns) {
        try {
            Reader in = new StringReader(new String(bytes, StandardCharsets.UTF_8));
            List<String> values = row(in, new StringBuilder());
            if (in.read() >= 0) {
                throw RecordError.parse("more than one row");
            }
            return new CsvRow(columns, values == null ? List.of() : values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a row. */
    public byte[] bytes(List<String> values) {
        return line(values).getBytes(StandardCharsets.UTF_8);
    }

    /** A row without its end; null stands for no value. */
    public String line(List<String> values) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < values.size(); at++) {
            if (at > 0) {
                line.append(delimiter);
            }
            String value = values.get(at);
            line.append(value == null ? nothing : quoted(value));
        }
        return line.toString();
    }

    private String quoted(String value) {
        boolean plain = !value.equals(nothing)
                && value.indexOf(delimiter) < 0
                && value.indexOf(quote) < 0
                && value.indexOf('\n') < 0
                && value.indexOf('\r') < 0
                && (escape.isEmpty() || !value.contains(escape));
        if (plain) {
            return value;
        }
        String before = escape.isEmpty() ? String.valueOf(quote) : escape;
        StringBuilder text = new StringBuilder().append(quote);
        for (char character : value.toCharArray()) {
            if (character == quote || (!escape.isEmpty() && character == escape.charAt(0))) {
                text.append(before);
            }
            text.append(character);
        }
        return text.append(quote).toString();
    }

    /** The next row, or null at the end; raw gets its text. Null stands for no value. */
    List<String> row(Reader in, StringBuilder raw) throws IOException {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean inside = false;
        boolean wasQuoted = false;
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (true) {
            if (next < 0 || (next == '\n' && !inside)) {
                values.add(valueOf(value, wasQuoted, raw));
                return values;
            }
            raw.append((char) next);
            int after = -2;
            if (inside && !escape.isEmpty() && next == escape.charAt(0)) {
                after = in.read();
                if (after >= 0) {
                    raw.append((char) after);
                    value.append((char) after);
                    after = -2;
                }
            } else if (inside && next == quote) {
                after = in.read();
                if (after == quote && escape.isEmpty()) {
                    raw.append(quote);
                    value.append(quote);
                    after = -2;
                } else {
                    inside = false;
                }
            } else if (!inside && next == quote && value.isEmpty() && !wasQuoted) {
                inside = true;
                wasQuoted = true;
            } else if (!inside && next == delimiter) {
                values.add(valueOf(value, wasQuoted, raw));
                value.setLength(0);
                wasQuoted = false;
            } else {
                value.append((char) next);
            }
            next = after == -2 ? in.read() : after;
        }
    }

    private String valueOf(StringBuilder value, boolean wasQuoted, StringBuilder raw) {
        int end = value.length();
        if (end > 0 && value.charAt(end - 1) == '\r' && raw.charAt(raw.length() - 1) == '\r') {
            value.setLength(end - 1); // of a line that ends with both
        }
        String text = value.toString();
        return !wasQuoted && text.equals(nothing) ? null : text;
    }
}
