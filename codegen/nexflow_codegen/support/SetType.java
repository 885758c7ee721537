package support;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A set by its elements, in their order; Flink 1.20 itself would leave it to Kryo. */
public final class SetType<T> extends OwnType<Set<T>> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<T> element;

    private SetType(TypeInformation<T> element) {
        this.element = element;
    }

    public static <T> SetType<T> of(TypeInformation<T> element) {
        return new SetType<>(element);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<Set<T>> getTypeClass() {
        return (Class<Set<T>>) (Class<?>) Set.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<Set<T>> createSerializer(SerializerConfig config) {
        return new Serializer<>(element.createSerializer(config));
    }

    @Override
    public String toString() {
        return "Set<" + element + ">";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SetType<?> type && element.equals(type.element);
    }

    @Override
    public int hashCode() {
        return 31 * element.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof SetType;
    }

    /** Reads and writes how many elements there are, and each of them. */
    public static final class Serializer<T> extends TypeSerializer<Set<T>> {
        private static final long serialVersionUID = 1L;

        private final TypeSerializer<T> element;

        Serializer(TypeSerializer<T> element) {
            this.element = element;
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public TypeSerializer<Set<T>> duplicate() {
            TypeSerializer<T> copy = element.duplicate();
            return copy == element ? this : new Serializer<>(copy);
        }

        @Override
        public Set<T> createInstance() {
            return new LinkedHashSet<>();
        }

        @Override
        public Set<T> copy(Set<T> from) {
            Set<T> copy = new LinkedHashSet<>(2 * from.size());
            for (T value : from) {
                copy.add(element.copy(value));
            }
            return copy;
        }

        @Override
        public Set<T> copy(Set<T> from, Set<T> reuse) {
            return copy(from);
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(Set<T> values, DataOutputView target) throws IOException {
            target.writeInt(values.size());
            for (T value : values) {
                element.serialize(value, target);
            }
        }

        @Override
        public Set<T> deserialize(DataInputView source) throws IOException {
            int size = source.readInt();
            Set<T> values = new LinkedHashSet<>(2 * size);
            for (int i = 0; i < size; i++) {
                values.add(element.deserialize(source));
            }
            return values;
        }

        @Override
        public Set<T> deserialize(Set<T> reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            int size = source.readInt();
            target.writeInt(size);
            for (int i = 0; i < size; i++) {
                element.copy(source, target);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Serializer<?> serializer && element.equals(serializer.element);
        }

        @Override
        public int hashCode() {
            return element.hashCode();
        }

        @Override
        public TypeSerializerSnapshot<Set<T>> snapshotConfiguration() {
            return new Snapshot<>(this);
        }
    }

    /** What a savepoint keeps of the serializer. */
    public static final class Snapshot<T> extends CompositeTypeSerializerSnapshot<Set<T>, Serializer<T>> {
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
            return new TypeSerializer<?>[] {outer.element};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected Serializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new Serializer<>((TypeSerializer<T>) nested[0]);
        }
    }
}
