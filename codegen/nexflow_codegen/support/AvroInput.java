package support;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Reads the values of a record from Avro's binary encoding, one after the other. */
public final class AvroInput {
    private final BinaryDecoder in;
    private final int size;

    private AvroInput(byte[] bytes, int from) {
        in = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
        size = bytes.length;
    }

    /** Reads a value. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(AvroInput in) throws IOException;
    }

    public static <T> T read(byte[] bytes, Reader<T> reader) {
        if (bytes == null) {
            throw RecordError.parse("no value");
        }
        return read(bytes, 0, reader);
    }

    /** The same, where something else stands before the record. */
    static <T> T read(byte[] bytes, int from, Reader<T> reader) {
        AvroInput input = new AvroInput(bytes, from);
        try {
            T value = reader.read(input);
            if (!input.in.isEnd()) {
                throw RecordError.parse("bytes after the Avro record");
            }
            return value;
        } catch (IOException | AvroRuntimeException e) {
            throw RecordError.parse("malformed Avro");
        }
    }

    public <T> T nullable(Reader<T> reader) throws IOException {
        return switch (in.readIndex()) {
            case 0 -> null;
            case 1 -> reader.read(this);
            default -> throw RecordError.parse("malformed Avro");
        };
    }

    public long integer() throws IOException {
        return in.readLong();
    }

    public double number() throws IOException {
        double value = in.readDouble();
        if (!Double.isFinite(value)) {
            throw RecordError.parse("a number out of range");
        }
        return value;
    }

    float single() throws IOException {
        return in.readFloat();
    }

    public boolean bool() throws IOException {
        return in.readBoolean();
    }

    /** Bytes have their length before them: garbage must not ask for more memory than there are bytes. */
    public byte[] bytes() throws IOException {
        long length = in.readLong();
        if (length < 0 || length > size) {
            throw RecordError.parse("malformed Avro");
        }
        byte[] bytes = new byte[(int) length];
        in.readFixed(bytes);
        return bytes;
    }

    byte[] fixed(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFixed(bytes);
        return bytes;
    }

    /** One of some values, by its number. */
    <T> T choice(List<T> values) throws IOException {
        int index = in.readInt();
        if (index < 0 || index >= values.size()) {
            throw RecordError.parse("malformed Avro");
        }
        return values.get(index);
    }

    public String text() throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
        } catch (CharacterCodingException e) {
            throw RecordError.parse("a text that is not UTF-8");
        }
    }

    public LocalDate date() throws IOException {
        return LocalDate.ofEpochDay(in.readInt());
    }

    /** Microseconds since 1970. */
    public Instant timestamp() throws IOException {
        return Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
    }

    public UUID uuid() throws IOException {
        String text = text();
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw RecordError.parse("not a uuid");
        }
        throw RecordError.parse("not a uuid");
    }

    public BigDecimal decimal() throws IOException {
        try {
            BigDecimal value = new BigDecimal(text());
            if (Math.abs(value.scale()) <= 1000) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw RecordError.parse("not a number");
        }
        throw RecordError.parse("exponent out of range");
    }

    public BigDecimal decimal(int precision, int scale) throws IOException {
        byte[] bytes = bytes();
        if (bytes.length == 0) {
            throw RecordError.parse("not a number");
        }
        BigDecimal value = new BigDecimal(new BigInteger(bytes), scale);
        if (value.precision() > precision) {
            throw RecordError.invalid("more than " + (precision - scale) + " digits before the point");
        }
        return value;
    }

    public <T> List<T> list(Reader<T> element) throws IOException {
        List<T> values = new ArrayList<>();
        for (long count = in.readArrayStart(); count > 0; count = in.arrayNext()) {
            for (long number = 0; number < count; number++) {
                values.add(element.read(this));
            }
        }
        return values;
    }

    public <T> Map<String, T> map(Reader<T> element) throws IOException {
        Map<String, T> values = new LinkedHashMap<>();
        for (long count = in.readMapStart(); count > 0; count = in.mapNext()) {
            for (long number = 0; number < count; number++) {
                values.put(text(), element.read(this));
            }
        }
        return values;
    }
}
