package support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes the values of a record in Avro's binary encoding, one after the other. */
public final class AvroOutput {
    private final BinaryEncoder out;

    private AvroOutput(BinaryEncoder out) {
        this.out = out;
    }

    /** Writes a value. */
    @FunctionalInterface
    public interface Writer<T> {
        void write(AvroOutput out, T value) throws IOException;
    }

    public static <T> byte[] write(T value, Writer<T> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            writer.write(new AvroOutput(encoder), value);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public <T> void nullable(T value, Writer<T> writer) throws IOException {
        if (value == null) {
            out.writeIndex(0);
        } else {
            out.writeIndex(1);
            writer.write(this, value);
        }
    }

    public void integer(long value) throws IOException {
        out.writeLong(value);
    }

    public void number(double value) throws IOException {
        out.writeDouble(value);
    }

    public void bool(boolean value) throws IOException {
        out.writeBoolean(value);
    }

    public void bytes(byte[] value) throws IOException {
        out.writeBytes(value);
    }

    public void text(String value) throws IOException {
        out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public void date(LocalDate value) throws IOException {
        out.writeInt(Math.toIntExact(value.toEpochDay()));
    }

    public void timestamp(Instant value) throws IOException {
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, value));
    }

    public void uuid(UUID value) throws IOException {
        text(value.toString());
    }

    public void decimal(BigDecimal value) throws IOException {
        text(value.toPlainString());
    }

    public void decimal(BigDecimal value, int scale) throws IOException {
        out.writeBytes(value.setScale(scale, RoundingMode.HALF_EVEN).unscaledValue().toByteArray());
    }

    public <T> void list(Collection<T> values, Writer<? super T> writer) throws IOException {
        out.writeArrayStart();
        out.setItemCount(values.size());
        for (T value : values) {
            out.startItem();
            writer.write(this, value);
        }
        out.writeArrayEnd();
    }

    public <T> void map(Map<String, T> values, Writer<? super T> writer) throws IOException {
        out.writeMapStart();
        out.setItemCount(values.size());
        for (Map.Entry<String, T> entry : values.entrySet()) {
            out.startItem();
            text(entry.getKey());
            writer.write(this, entry.getValue());
        }
        out.writeMapEnd();
    }
}
