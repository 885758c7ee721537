package support;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the fields of a record from Protobuf's encoding, in whatever order they come. */
public final class ProtobufInput {
    private final CodedInputStream in;
    private int tag;

    private ProtobufInput(CodedInputStream in) {
        this.in = in;
    }

    /** Reads a value. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ProtobufInput in) throws IOException;
    }

    public static <T> T read(byte[] bytes, Reader<T> reader) {
        if (bytes == null) {
            throw RecordError.parse("no value");
        }
        try {
            return reader.read(new ProtobufInput(CodedInputStream.newInstance(bytes)));
        } catch (IOException e) {
            throw RecordError.parse("malformed Protobuf");
        }
    }

    /** Goes to the next field; false at the end of the record. */
    public boolean next() throws IOException {
        tag = in.readTag();
        return tag != 0;
    }

    public int field() {
        return WireFormat.getTagFieldNumber(tag);
    }

    public void skip() throws IOException {
        if (!in.skipField(tag)) {
            throw RecordError.parse("malformed Protobuf");
        }
    }

    private void expect(int type) {
        if (WireFormat.getTagWireType(tag) != type) {
            throw RecordError.parse("field " + field() + ": another type");
        }
    }

    public long integer() throws IOException {
        expect(WireFormat.WIRETYPE_VARINT);
        return in.readInt64();
    }

    public double number() throws IOException {
        expect(WireFormat.WIRETYPE_FIXED64);
        double value = in.readDouble();
        if (!Double.isFinite(value)) {
            throw RecordError.parse("field " + field() + ": a number out of range");
        }
        return value;
    }

    public boolean bool() throws IOException {
        expect(WireFormat.WIRETYPE_VARINT);
        return in.readBool();
    }

    public byte[] bytes() throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readByteArray();
    }

    public String text() throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readStringRequireUtf8();
    }

    public LocalDate date() throws IOException {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeException e) {
            throw RecordError.parse("field " + field() + ": not a date");
        }
    }

    public UUID uuid() throws IOException {
        String text = text();
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw RecordError.parse("field " + field() + ": not a uuid");
        }
        throw RecordError.parse("field " + field() + ": not a uuid");
    }

    public BigDecimal decimal() throws IOException {
        try {
            BigDecimal value = new BigDecimal(text());
            if (Math.abs(value.scale()) <= 1000) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw RecordError.parse("field " + field() + ": not a number");
        }
        throw RecordError.parse("field " + field() + ": exponent out of range");
    }

    public BigDecimal decimal(int precision, int scale) throws IOException {
        try {
            return Decimals.bounded(decimal(), precision, scale);
        } catch (RecordError e) {
            throw "error".equals(e.kind()) ? RecordError.invalid("field " + field() + ": " + e.getMessage()) : e;
        }
    }

    /** A google.protobuf.Timestamp. */
    public Instant timestamp() throws IOException {
        return record(inner -> {
            long seconds = 0;
            long nanos = 0;
            while (inner.next()) {
                switch (inner.field()) {
                    case 1 -> seconds = inner.integer();
                    case 2 -> nanos = inner.integer();
                    default -> inner.skip();
                }
            }
            try {
                return Instant.ofEpochSecond(seconds, nanos);
            } catch (DateTimeException | ArithmeticException e) {
                throw RecordError.parse("not a timestamp");
            }
        });
    }

    /** A record inside this one. */
    public <T> T record(Reader<T> reader) throws IOException {
        return read(bytes(), reader);
    }

    /** Adds an element; numbers may come several at once. */
    public <T> void add(List<T> values, int type, Reader<T> reader) throws IOException {
        boolean packed = type != WireFormat.WIRETYPE_LENGTH_DELIMITED
                && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (!packed) {
            values.add(reader.read(this));
            return;
        }
        int whole = tag;
        int before = in.pushLimit(in.readRawVarint32());
        tag = WireFormat.getTagFieldNumber(whole) << 3 | type;
        while (!in.isAtEnd()) {
            values.add(reader.read(this));
        }
        in.popLimit(before);
    }

    /** Adds an entry: a record of a key and a value. */
    public <T> void put(Map<String, T> values, Reader<T> reader) throws IOException {
        record(inner -> {
            String key = "";
            T value = null;
            while (inner.next()) {
                switch (inner.field()) {
                    case 1 -> key = inner.text();
                    case 2 -> value = reader.read(inner);
                    default -> inner.skip();
                }
            }
            if (value == null) {
                throw RecordError.invalid("null in a map");
            }
            return values.put(key, value);
        });
    }
}
