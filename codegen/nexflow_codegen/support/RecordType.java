package support;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A record, written as Flink writes one; nothing changes it, so it is handed on where Flink would copy its fields. */
public final class RecordType<T extends Record> extends OwnType<T> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<T> fields;

    private RecordType(TypeInformation<T> fields) {
        this.fields = fields;
    }

    public static <T extends Record> RecordType<T> of(Class<T> type, Map<String, TypeInformation<?>> fields) {
        return new RecordType<>(Types.POJO(type, fields));
    }

    @Override
    public int getArity() {
        return fields.getArity();
    }

    @Override
    public int getTotalFields() {
        return fields.getTotalFields();
    }

    @Override
    public Class<T> getTypeClass() {
        return fields.getTypeClass();
    }

    @Override
    public boolean isKeyType() {
        return fields.isKeyType();
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new Serializer<>(fields.createSerializer(config));
    }

    @Override
    public String toString() {
        return fields.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordType<?> type && fields.equals(type.fields);
    }

    @Override
    public int hashCode() {
        return 31 * fields.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof RecordType;
    }

    /** Reads and writes as Flink does, and copies nothing. */
    public static final class Serializer<T extends Record> extends TypeSerializer<T> {
        private static final long serialVersionUID = 1L;

        private final TypeSerializer<T> fields;

        Serializer(TypeSerializer<T> fields) {
            this.fields = fields;
        }

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public TypeSerializer<T> duplicate() {
            TypeSerializer<T> copy = fields.duplicate();
            return copy == fields ? this : new Serializer<>(copy);
        }

        @Override
        public T createInstance() {
            return fields.createInstance();
        }

        @Override
        public T copy(T from) {
            return from;
        }

        @Override
        public T copy(T from, T reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return fields.getLength();
        }

        @Override
        public void serialize(T value, DataOutputView target) throws IOException {
            fields.serialize(value, target);
        }

        @Override
        public T deserialize(DataInputView source) throws IOException {
            return fields.deserialize(source);
        }

        @Override
        public T deserialize(T reuse, DataInputView source) throws IOException {
            return fields.deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            fields.copy(source, target);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Serializer<?> serializer && fields.equals(serializer.fields);
        }

        @Override
        public int hashCode() {
            return fields.hashCode();
        }

        @Override
        public TypeSerializerSnapshot<T> snapshotConfiguration() {
            return new Snapshot<>(this);
        }
    }

    /** What a savepoint keeps of the serializer: the fields, of which Flink lets some be added and removed. */
    public static final class Snapshot<T extends Record> extends CompositeTypeSerializerSnapshot<T, Serializer<T>> {
        public Snapshot() {}

        Snapshot(Serializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(Serializer<T> outer) {
            return new TypeSerializer<?>[] {outer.fields};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected Serializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new Serializer<>((TypeSerializer<T>) nested[0]);
        }
    }
}
