package support;

import java.util.Map;

/** A record of Avro, as it was written. */
public final class AvroRow {
    private final Map<String, AvroValue> fields;

    AvroRow(Map<String, AvroValue> fields) {
        this.fields = fields;
    }

    /** What a field holds; null where the record has nothing there. */
    public <T> T get(String name, AvroValue.Reader<T> read) {
        AvroValue value = fields.get(name);
        return value == null ? null : read.read(value);
    }
}
