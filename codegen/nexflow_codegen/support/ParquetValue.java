package support;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** A value in a column of a Parquet file, which is read as the file says that it was written. */
public final class ParquetValue {
    private static final long JULIAN_DAY_OF_1970 = 2_440_588;

    private final Group row;
    private final int column;
    private final int at;
    private final String name;

    ParquetValue(Group row, int column, int at, String name) {
        this.row = row;
        this.column = column;
        this.at = at;
        this.name = name;
    }

    /** Reads a value. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ParquetValue in);
    }

    public String text() {
        if (kind() != PrimitiveTypeName.BINARY) {
            throw wrong("not a text");
        }
        try {
            ByteBuffer bytes = row.getBinary(column, at).toByteBuffer();
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw wrong("a text that is not UTF-8");
        }
    }

    public long integer() {
        LogicalTypeAnnotation logical = type().getLogicalTypeAnnotation();
        if (logical == null) {
            return whole();
        }
        if (!(logical instanceof IntLogicalTypeAnnotation integer)) {
            throw wrong("not an integer");
        }
        if (integer.isSigned()) {
            return whole();
        }
        long value = integer.getBitWidth() == Long.SIZE ? whole() : Integer.toUnsignedLong((int) whole());
        if (value < 0) {
            throw wrong("an integer out of range");
        }
        return value;
    }

    private long whole() {
        PrimitiveTypeName kind = kind();
        if (kind == PrimitiveTypeName.INT32) {
            return row.getInteger(column, at);
        }
        if (kind != PrimitiveTypeName.INT64) {
            throw wrong("not an integer");
        }
        return row.getLong(column, at);
    }

    public double number() {
        PrimitiveTypeName kind = kind();
        double value = kind == PrimitiveTypeName.DOUBLE ? row.getDouble(column, at)
                : kind == PrimitiveTypeName.FLOAT ? row.getFloat(column, at) : integer();
        if (!Double.isFinite(value)) {
            throw wrong("a number out of range");
        }
        return value;
    }

    public boolean bool() {
        if (kind() != PrimitiveTypeName.BOOLEAN) {
            throw wrong("not true or false");
        }
        return row.getBoolean(column, at);
    }

    public LocalDate date() {
        if (!(type().getLogicalTypeAnnotation() instanceof DateLogicalTypeAnnotation)) {
            throw wrong("not a date");
        }
        return LocalDate.ofEpochDay(row.getInteger(column, at));
    }

    /** An instant; a time that knows no zone is of UTC. */
    public Instant timestamp() {
        if (kind() == PrimitiveTypeName.INT96) { // as Impala, and Spark by default, write it
            ByteBuffer bytes = row.getInt96(column, at).toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            long nanos = bytes.getLong();
            return Instant.EPOCH.plus(bytes.getInt() - JULIAN_DAY_OF_1970, ChronoUnit.DAYS).plusNanos(nanos);
        }
        if (!(type().getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time)) {
            throw wrong("not a timestamp");
        }
        long value = row.getLong(column, at);
        return switch (time.getUnit()) {
            case MILLIS -> Instant.ofEpochMilli(value);
            case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            case NANOS -> Instant.EPOCH.plusNanos(value);
        };
    }

    public UUID uuid() {
        if (kind() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY && bytes().length == 2 * Long.BYTES) {
            ByteBuffer bytes = ByteBuffer.wrap(bytes());
            return new UUID(bytes.getLong(), bytes.getLong());
        }
        String text = text();
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
        PrimitiveTypeName kind = kind();
        if (kind != PrimitiveTypeName.BINARY && kind != PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
            throw wrong("no bytes");
        }
        return row.getBinary(column, at).getBytes();
    }

    public BigDecimal decimal() {
        if (!(type().getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal)) {
            return BigDecimal.valueOf(integer());
        }
        PrimitiveTypeName kind = kind();
        return kind == PrimitiveTypeName.INT32 || kind == PrimitiveTypeName.INT64
                ? BigDecimal.valueOf(whole(), decimal.getScale())
                : new BigDecimal(new BigInteger(bytes()), decimal.getScale());
    }

    public BigDecimal decimal(int precision, int scale) {
        try {
            return Decimals.bounded(decimal(), precision, scale);
        } catch (RecordError e) {
            throw RecordError.invalid(name + ": " + e.getMessage());
        }
    }

    public ParquetRow record() {
        return new ParquetRow(group("not a record"));
    }

    /** A list, however deep its writer put the elements. */
    public <T> List<T> list(Reader<T> element) {
        List<T> values = new ArrayList<>();
        boolean bare = type().isRepetition(Repetition.REPEATED);
        Group list = bare ? row : group("not a list");
        int repeated = bare ? column : 0;
        Type type = list.getType().getType(repeated);
        boolean wrapped = !bare && isWrapper(type);
        for (int number = 0; number < list.getFieldRepetitionCount(repeated); number++) {
            Group holder = wrapped ? list.getGroup(repeated, number) : list;
            if (wrapped && holder.getFieldRepetitionCount(0) == 0) {
                throw RecordError.invalid(name + ": null in a list");
            }
            values.add(element.read(
                    wrapped ? new ParquetValue(holder, 0, 0, name) : new ParquetValue(holder, repeated, number, name)));
        }
        return values;
    }

    /** Whether what is repeated holds an element, or is one: so the format's rules of compatibility tell it. */
    private static boolean isWrapper(Type type) {
        return !type.isPrimitive()
                && type.asGroupType().getFieldCount() == 1
                && !type.getName().equals("array")
                && !type.getName().endsWith("_tuple");
    }

    public <T> Map<String, T> map(Reader<T> element) {
        Group map = group("not a map");
        Map<String, T> values = new LinkedHashMap<>();
        for (int number = 0; number < map.getFieldRepetitionCount(0); number++) {
            Group entry = map.getGroup(0, number);
            if (entry.getFieldRepetitionCount(1) == 0) {
                throw RecordError.invalid(name + ": null in a map");
            }
            values.put(
                    new ParquetValue(entry, 0, 0, name).text(), element.read(new ParquetValue(entry, 1, 0, name)));
        }
        return values;
    }

    private Group group(String wrong) {
        GroupType type = type().isPrimitive() ? null : type().asGroupType();
        if (type == null || type.getFieldCount() == 0) {
            throw wrong(wrong);
        }
        return row.getGroup(column, at);
    }

    private Type type() {
        return row.getType().getType(column);
    }

    private PrimitiveTypeName kind() {
        return type().isPrimitive() ? type().asPrimitiveType().getPrimitiveTypeName() : null;
    }

    private RecordError wrong(String what) {
        return RecordError.parse(name + ": " + what);
    }
}
