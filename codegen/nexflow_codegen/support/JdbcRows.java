package support;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Writes rows into a table, each by itself. */
public final class JdbcRows<T> implements RowWriter<T> {
    private static final long serialVersionUID = 1L;
    private static final int VALID_SECONDS = 5;

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    public interface Row<T> extends Serializable {
        void set(PreparedStatement row, T value) throws SQLException;
    }

    private final String url;
    private final String user;
    private final String password;
    private final String statement;
    private final Row<T> row;
    private transient Connection connection;

    public JdbcRows(String url, String user, String password, String statement, Row<T> row) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.statement = statement;
        this.row = row;
    }

    @Override
    public void open() throws SQLException {
        connection = user == null
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(url, user, password);
    }

    @Override
    public void write(T value) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            row.set(prepared, value);
            prepared.executeUpdate();
        } catch (SQLException e) {
            if (connection.isValid(VALID_SECONDS)) {
                // What databases say may quote the record.
                throw RecordError.of("sink_error", "SQL state " + e.getSQLState());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It is gone already.
            }
        }
    }
}
