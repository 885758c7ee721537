package support;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** A value of Avro, which is read as its writer's schema says that it was written. */
public final class AvroValue {
    private final String name;
    private final Schema schema;
    private final Object value;

    private AvroValue(String name, Schema schema, Object value) {
        this.name = name;
        this.schema = schema;
        this.value = value;
    }

    /** Reads a value. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(AvroValue in);
    }

    /** Reads a record of a schema. */
    public static AvroRow row(Schema schema, AvroInput in) throws IOException {
        Map<String, AvroValue> fields = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            fields.put(field.name(), of(field.name(), field.schema(), in));
        }
        return new AvroRow(fields);
    }

    /** Reads a value of a schema; null for Avro's null. */
    private static AvroValue of(String name, Schema schema, AvroInput in) throws IOException {
        Object value = switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> in.bool();
            case INT, LONG -> in.integer();
            case FLOAT -> (double) in.single();
            case DOUBLE -> in.number();
            case STRING -> in.text();
            case BYTES -> in.bytes();
            case FIXED -> in.fixed(schema.getFixedSize());
            case ENUM -> in.choice(schema.getEnumSymbols());
            case ARRAY -> in.list(element -> of(name, schema.getElementType(), element));
            case MAP -> in.map(element -> of(name, schema.getValueType(), element));
            case RECORD -> row(schema, in);
            case UNION -> of(name, in.choice(schema.getTypes()), in);
        };
        return value instanceof AvroValue chosen ? chosen : value == null ? null : new AvroValue(name, schema, value);
    }

    public String text() {
        return is(String.class, "not a text");
    }

    public long integer() {
        if (schema.getLogicalType() != null) {
            throw wrong("not an integer");
        }
        return is(Long.class, "not an integer");
    }

    public double number() {
        double number = value instanceof Double given ? given : integer();
        if (!Double.isFinite(number)) {
            throw wrong("a number out of range");
        }
        return number;
    }

    public boolean bool() {
        return is(Boolean.class, "not true or false");
    }

    public LocalDate date() {
        if (!"date".equals(logical())) {
            throw wrong("not a date");
        }
        return LocalDate.ofEpochDay(is(Long.class, "not a date"));
    }

    /** An instant; a time that knows no zone is of UTC. */
    public Instant timestamp() {
        long time = is(Long.class, "not a timestamp");
        return switch (logical()) {
            case "timestamp-millis", "local-timestamp-millis" -> Instant.ofEpochMilli(time);
            case "timestamp-micros", "local-timestamp-micros" -> Instant.EPOCH.plus(time, ChronoUnit.MICROS);
            case "timestamp-nanos", "local-timestamp-nanos" -> Instant.EPOCH.plusNanos(time);
            default -> throw wrong("not a timestamp");
        };
    }

    public UUID uuid() {
        if (value instanceof byte[] bytes && bytes.length == 2 * Long.BYTES) {
            ByteBuffer parts = ByteBuffer.wrap(bytes);
            return new UUID(parts.getLong(), parts.getLong());
        }
        String text = is(String.class, "not a uuid");
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw wrong("not a uuid");
        }
        throw wrong("not a uuid");
    }

    public byte[] bytes() {
        return is(byte[].class, "no bytes");
    }

    public BigDecimal decimal() {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal && bytes().length > 0) {
            return new BigDecimal(new BigInteger(bytes()), decimal.getScale());
        }
        if (value instanceof Long) {
            return BigDecimal.valueOf(integer());
        }
        try {
            BigDecimal number = new BigDecimal(is(String.class, "not a number"));
            if (Math.abs(number.scale()) <= 1000) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong("not a number");
        }
        throw wrong("exponent out of range");
    }

    public BigDecimal decimal(int precision, int scale) {
        try {
            return Decimals.bounded(decimal(), precision, scale);
        } catch (RecordError e) {
            throw "error".equals(e.kind()) ? RecordError.invalid(name + ": " + e.getMessage()) : e;
        }
    }

    public AvroRow record() {
        return is(AvroRow.class, "not a record");
    }

    public <T> List<T> list(Reader<T> element) {
        List<T> values = new ArrayList<>();
        for (Object one : is(List.class, "not a list")) {
            values.add(element.read(element(one, "null in a list")));
        }
        return values;
    }

    public <T> Map<String, T> map(Reader<T> element) {
        Map<String, T> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) is(Map.class, "not a map")).entrySet()) {
            values.put((String) entry.getKey(), element.read(element(entry.getValue(), "null in a map")));
        }
        return values;
    }

    private AvroValue element(Object element, String wrong) {
        if (element == null) {
            throw RecordError.invalid(name + ": " + wrong);
        }
        return (AvroValue) element;
    }

    private <T> T is(Class<T> wanted, String wrong) {
        if (!wanted.isInstance(value)) {
            throw wrong(wrong);
        }
        return wanted.cast(value);
    }

    /** The name of the logical type, "" for none: the newest are no classes of every Avro. */
    private String logical() {
        String logical = schema.getProp("logicalType");
        return logical == null ? "" : logical;
    }

    private RecordError wrong(String what) {
        return RecordError.parse(name + ": " + what);
    }
}
