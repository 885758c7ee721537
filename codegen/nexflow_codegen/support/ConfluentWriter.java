package support;

import org.apache.flink.util.function.SerializableFunction;

/** Writes records in Avro with the id of their schema before them; the first one registers it. */
public final class ConfluentWriter<T> implements SerializableFunction<T, byte[]> {
    private static final long serialVersionUID = 1L;

    private final SchemaRegistry registry;
    private final String subject;
    private final String schema;
    private final SerializableFunction<T, byte[]> write;
    private transient Integer id;

    public ConfluentWriter(
            SchemaRegistry registry, String subject, String schema, SerializableFunction<T, byte[]> write) {
        this.registry = registry;
        this.subject = subject;
        this.schema = schema;
        this.write = write;
    }

    @Override
    public byte[] apply(T value) {
        if (id == null) {
            id = registry.register(subject, schema);
        }
        return SchemaRegistry.write(id, write.apply(value));
    }
}
