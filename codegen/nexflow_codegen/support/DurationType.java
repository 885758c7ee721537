package support;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A length of time as its seconds and nanoseconds; Flink itself would leave it to Kryo. */
public final class DurationType extends OwnType<Duration> {
    private static final long serialVersionUID = 1L;

    public static final DurationType INSTANCE = new DurationType();

    private DurationType() {}

    @Override
    public Class<Duration> getTypeClass() {
        return Duration.class;
    }

    @Override
    public boolean isKeyType() {
        return true;
    }

    @Override
    public TypeSerializer<Duration> createSerializer(SerializerConfig config) {
        return Serializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "Duration";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DurationType;
    }

    @Override
    public int hashCode() {
        return DurationType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof DurationType;
    }

    /** Reads and writes the two parts. */
    public static final class Serializer extends TypeSerializerSingleton<Duration> {
        private static final long serialVersionUID = 1L;

        static final Serializer INSTANCE = new Serializer();

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public Duration createInstance() {
            return Duration.ZERO;
        }

        @Override
        public Duration copy(Duration from) {
            return from;
        }

        @Override
        public Duration copy(Duration from, Duration reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return 12;
        }

        @Override
        public void serialize(Duration value, DataOutputView target) throws IOException {
            target.writeLong(value.getSeconds());
            target.writeInt(value.getNano());
        }

        @Override
        public Duration deserialize(DataInputView source) throws IOException {
            return Duration.ofSeconds(source.readLong(), source.readInt());
        }

        @Override
        public Duration deserialize(Duration reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            target.write(source, 12);
        }

        @Override
        public TypeSerializerSnapshot<Duration> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a savepoint keeps of the serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Duration> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
