package support;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Writes the fields of a record in Protobuf's encoding. */
public final class ProtobufOutput {
    private final CodedOutputStream out;

    private ProtobufOutput(CodedOutputStream out) {
        this.out = out;
    }

    /** Writes the fields of a record. */
    @FunctionalInterface
    public interface Writer<T> {
        void write(ProtobufOutput out, T value) throws IOException;
    }

    /** Writes a value as a field. */
    @FunctionalInterface
    public interface FieldWriter<T> {
        void write(ProtobufOutput out, int field, T value) throws IOException;
    }

    public static <T> byte[] write(T value, Writer<T> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writer.write(new ProtobufOutput(out), value);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public void integer(int field, long value) throws IOException {
        out.writeInt64(field, value);
    }

    public void number(int field, double value) throws IOException {
        out.writeDouble(field, value);
    }

    public void bool(int field, boolean value) throws IOException {
        out.writeBool(field, value);
    }

    public void bytes(int field, byte[] value) throws IOException {
        out.writeByteArray(field, value);
    }

    public void text(int field, String value) throws IOException {
        out.writeString(field, value);
    }

    public void date(int field, LocalDate value) throws IOException {
        out.writeString(field, value.toString());
    }

    public void uuid(int field, UUID value) throws IOException {
        out.writeString(field, value.toString());
    }

    public void decimal(int field, BigDecimal value) throws IOException {
        out.writeString(field, value.toPlainString());
    }

    /** A google.protobuf.Timestamp. */
    public void timestamp(int field, Instant value) throws IOException {
        record(field, value, (inner, time) -> {
            if (time.getEpochSecond() != 0) {
                inner.integer(1, time.getEpochSecond());
            }
            if (time.getNano() != 0) {
                inner.integer(2, time.getNano());
            }
        });
    }

    public <T> void record(int field, T value, Writer<T> writer) throws IOException {
        out.writeByteArray(field, write(value, writer));
    }

    public <T> void optional(int field, T value, FieldWriter<T> writer) throws IOException {
        if (value != null) {
            writer.write(this, field, value);
        }
    }

    public <T> void list(int field, Collection<T> values, FieldWriter<? super T> writer) throws IOException {
        for (T value : values) {
            writer.write(this, field, value);
        }
    }

    public <T> void map(int field, Map<String, T> values, FieldWriter<? super T> writer) throws IOException {
        for (Map.Entry<String, T> entry : values.entrySet()) {
            record(field, entry, (inner, one) -> {
                inner.text(1, one.getKey());
                writer.write(inner, 2, one.getValue());
            });
        }
    }
}
