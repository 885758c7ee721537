package support;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type.Repetition;

/** A row of a Parquet file, or a record in one. */
public final class ParquetRow {
    private final Group row;

    ParquetRow(Group row) {
        this.row = row;
    }

    /** What a column holds; null where the row, or the whole file, has nothing there. */
    public <T> T get(String name, ParquetValue.Reader<T> read) {
        GroupType type = row.getType();
        if (!type.containsField(name)) {
            return null;
        }
        int column = type.getFieldIndex(name);
        boolean given = row.getFieldRepetitionCount(column) > 0
                || type.getType(column).isRepetition(Repetition.REPEATED);
        return given ? read.read(new ParquetValue(row, column, 0, name)) : null;
    }
}
