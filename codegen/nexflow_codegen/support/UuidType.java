package support;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A UUID as sixteen bytes; Flink itself would leave it to Kryo. */
public final class UuidType extends OwnType<UUID> {
    private static final long serialVersionUID = 1L;

    public static final UuidType INSTANCE = new UuidType();

    private UuidType() {}

    @Override
    public Class<UUID> getTypeClass() {
        return UUID.class;
    }

    @Override
    public boolean isKeyType() {
        return true;
    }

    @Override
    public TypeSerializer<UUID> createSerializer(SerializerConfig config) {
        return Serializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "UUID";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UuidType;
    }

    @Override
    public int hashCode() {
        return UuidType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof UuidType;
    }

    /** Reads and writes the two halves. */
    public static final class Serializer extends TypeSerializerSingleton<UUID> {
        private static final long serialVersionUID = 1L;

        static final Serializer INSTANCE = new Serializer();

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public UUID createInstance() {
            return new UUID(0, 0);
        }

        @Override
        public UUID copy(UUID from) {
            return from;
        }

        @Override
        public UUID copy(UUID from, UUID reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return 16;
        }

        @Override
        public void serialize(UUID value, DataOutputView target) throws IOException {
            target.writeLong(value.getMostSignificantBits());
            target.writeLong(value.getLeastSignificantBits());
        }

        @Override
        public UUID deserialize(DataInputView source) throws IOException {
            return new UUID(source.readLong(), source.readLong());
        }

        @Override
        public UUID deserialize(UUID reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            target.write(source, 16);
        }

        @Override
        public TypeSerializerSnapshot<UUID> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a savepoint keeps of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<UUID> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
