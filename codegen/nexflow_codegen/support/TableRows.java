package support;

import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.function.Function;
import org.apache.flink.connector.jdbc.core.datastream.source.reader.extractor.ResultExtractor;

/** The rows of a table as records; the offset counts them. A row that is not as its schema says fails by itself. */
public final class TableRows<V, T> implements ResultExtractor<T> {
    private static final long serialVersionUID = 1L;
    /** The class of what is wrong with a value, in the standard of SQL. */
    private static final String DATA = "22";

    private final String stream;
    private final Read<V> read;
    private final Receive<V, T> receive;

    /** Reads a row. */
    @FunctionalInterface
    public interface Read<V> extends Serializable {
        V read(ResultSet row) throws SQLException;
    }

    /** Makes a record of a row, or says why it cannot be read. */
    @FunctionalInterface
    public interface Receive<V, T> extends Serializable {
        T receive(Origin origin, Function<byte[], V> read);
    }

    public TableRows(String stream, Read<V> read, Receive<V, T> receive) {
        this.stream = stream;
        this.read = read;
        this.receive = receive;
    }

    @Override
    public T extract(ResultSet row) throws SQLException {
        Origin origin = new Origin(stream, 0, row.getRow() - 1L, null, text(row));
        return receive.receive(origin, bytes -> value(row));
    }

    private V value(ResultSet row) {
        try {
            return read.read(row);
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && state.startsWith(DATA)) {
                // What databases say may quote the record.
                throw RecordError.parse("SQL state " + state);
            }
            throw new IllegalStateException("cannot read a row of " + stream + ": its schema and its table differ", e);
        }
    }

    /** The row as JSON, all its values as texts: what a dead letter holds of it. */
    private static byte[] text(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        String[] texts = new String[columns.getColumnCount()];
        String[] names = new String[texts.length];
        for (int at = 0; at < texts.length; at++) {
            names[at] = columns.getColumnLabel(at + 1);
            texts[at] = row.getString(at + 1);
        }
        return Json.write(out -> {
            for (int at = 0; at < texts.length; at++) {
                Json.putText(out, names[at], texts[at]);
            }
        });
    }
}
