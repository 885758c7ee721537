package support;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes the columns of a row into a Parquet file, one after the other. */
public final class ParquetOutput {
    private static final int WIDTH = 16;

    private final RecordConsumer out;
    private int column;

    ParquetOutput(RecordConsumer out) {
        this.out = out;
    }

    /** Writes a value. */
    @FunctionalInterface
    public interface Writer<T> extends Serializable {
        void write(ParquetOutput out, T value);
    }

    <T> void row(T value, Writer<? super T> writer) {
        column = 0;
        out.startMessage();
        writer.write(this, value);
        out.endMessage();
    }

    /** The next column; nothing is in it where the value is null. */
    public <T> void put(String name, T value, Writer<? super T> writer) {
        int own = column;
        if (value != null) {
            out.startField(name, own);
            writer.write(this, value);
            out.endField(name, own);
        }
        column = own + 1;
    }

    public void integer(long value) {
        out.addLong(value);
    }

    public void number(double value) {
        out.addDouble(value);
    }

    public void bool(boolean value) {
        out.addBoolean(value);
    }

    public void bytes(byte[] value) {
        out.addBinary(Binary.fromReusedByteArray(value));
    }

    public void text(String value) {
        out.addBinary(Binary.fromString(value));
    }

    public void date(LocalDate value) {
        out.addInteger(Math.toIntExact(value.toEpochDay()));
    }

    public void timestamp(Instant value) {
        out.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, value));
    }

    public void uuid(UUID value) {
        byte[] bytes = new byte[2 * Long.BYTES];
        ByteBuffer.wrap(bytes).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        out.addBinary(Binary.fromConstantByteArray(bytes));
    }

    /** A number of at most 18 digits is one of 64 bits, a longer one its bytes. */
    public void decimal(BigDecimal value, int precision, int scale) {
        BigDecimal bounded = Decimals.bounded(value, precision, scale);
        if (precision <= 18) {
            out.addLong(bounded.unscaledValue().longValueExact());
            return;
        }
        byte[] digits = bounded.unscaledValue().toByteArray();
        byte[] bytes = new byte[WIDTH];
        Arrays.fill(bytes, (byte) (bounded.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, bytes, WIDTH - digits.length, digits.length);
        out.addBinary(Binary.fromConstantByteArray(bytes));
    }

    public <T> void record(T value, Writer<? super T> writer) {
        out.startGroup();
        column = 0;
        writer.write(this, value);
        out.endGroup();
    }

    public <T> void list(Collection<T> values, Writer<? super T> writer) {
        out.startGroup();
        if (!values.isEmpty()) {
            out.startField("list", 0);
            for (T value : values) {
                out.startGroup();
                column = 0;
                put("element", value, writer);
                out.endGroup();
            }
            out.endField("list", 0);
        }
        out.endGroup();
    }

    public <T> void map(Map<String, T> values, Writer<? super T> writer) {
        out.startGroup();
        if (!values.isEmpty()) {
            out.startField("key_value", 0);
            for (Map.Entry<String, T> entry : values.entrySet()) {
                out.startGroup();
                column = 0;
                put("key", entry.getKey(), ParquetOutput::text);
                put("value", entry.getValue(), writer);
                out.endGroup();
            }
            out.endField("key_value", 0);
        }
        out.endGroup();
    }
}
