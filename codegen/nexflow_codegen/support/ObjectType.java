package support;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** An object whose fields nothing declares: of texts, numbers, booleans, lists and objects. */
public final class ObjectType extends OwnType<Map<String, Object>> {
    private static final long serialVersionUID = 1L;

    public static final ObjectType INSTANCE = new ObjectType();

    private ObjectType() {}

    @Override
    @SuppressWarnings("unchecked")
    public Class<Map<String, Object>> getTypeClass() {
        return (Class<Map<String, Object>>) (Class<?>) Map.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<Map<String, Object>> createSerializer(SerializerConfig config) {
        return Serializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "Object";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectType;
    }

    @Override
    public int hashCode() {
        return ObjectType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ObjectType;
    }

    /** Reads and writes each value after a byte that says what it is; no value is ever changed. */
    public static final class Serializer extends TypeSerializerSingleton<Map<String, Object>> {
        private static final long serialVersionUID = 1L;

        static final Serializer INSTANCE = new Serializer();

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public Map<String, Object> createInstance() {
            return Map.of();
        }

        @Override
        public Map<String, Object> copy(Map<String, Object> from) {
            return from;
        }

        @Override
        public Map<String, Object> copy(Map<String, Object> from, Map<String, Object> reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(Map<String, Object> values, DataOutputView target) throws IOException {
            target.writeInt(values.size());
            for (Map.Entry<String, Object> entry : values.entrySet()) {
                StringValue.writeString(entry.getKey(), target);
                write(entry.getValue(), target);
            }
        }

        private void write(Object value, DataOutputView target) throws IOException {
            if (value == null) {
                target.writeByte('n');
            } else if (value instanceof Boolean truth) {
                target.writeByte(truth ? 't' : 'f');
            } else if (value instanceof Long number) {
                target.writeByte('i');
                target.writeLong(number);
            } else if (value instanceof Double number) {
                target.writeByte('d');
                target.writeDouble(number);
            } else if (value instanceof BigDecimal number) {
                target.writeByte('b');
                StringValue.writeString(number.toString(), target);
            } else if (value instanceof List<?> list) {
                target.writeByte('l');
                target.writeInt(list.size());
                for (Object element : list) {
                    write(element, target);
                }
            } else if (value instanceof Map<?, ?> map) {
                target.writeByte('o');
                target.writeInt(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    StringValue.writeString(entry.getKey().toString(), target);
                    write(entry.getValue(), target);
                }
            } else {
                target.writeByte('s');
                StringValue.writeString(value.toString(), target);
            }
        }

        @Override
        public Map<String, Object> deserialize(DataInputView source) throws IOException {
            int size = source.readInt();
            Map<String, Object> values = new LinkedHashMap<>(2 * size);
            for (int i = 0; i < size; i++) {
                String key = StringValue.readString(source);
                values.put(key, read(source));
            }
            return values;
        }

        private Object read(DataInputView source) throws IOException {
            byte kind = source.readByte();
            switch (kind) {
                case 'n':
                    return null;
                case 't':
                    return Boolean.TRUE;
                case 'f':
                    return Boolean.FALSE;
                case 'i':
                    return source.readLong();
                case 'd':
                    return source.readDouble();
                case 'b':
                    return new BigDecimal(StringValue.readString(source));
                case 'l':
                    int size = source.readInt();
                    List<Object> list = new ArrayList<>(size);
                    for (int i = 0; i < size; i++) {
                        list.add(read(source));
                    }
                    return list;
                case 'o':
                    return deserialize(source);
                case 's':
                    return StringValue.readString(source);
                default:
                    throw new IOException("an object that this job has not written");
            }
        }

        @Override
        public Map<String, Object> deserialize(Map<String, Object> reuse, DataInputView source)
                throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            serialize(deserialize(source), target);
        }

        @Override
        public TypeSerializerSnapshot<Map<String, Object>> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a savepoint keeps of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Map<String, Object>> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
