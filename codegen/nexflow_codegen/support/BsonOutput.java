package support;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Makes a document of MongoDB, value by value. */
public final class BsonOutput {
    private final BsonDocument document = new BsonDocument();

    public BsonDocument document() {
        return document;
    }

    /** The next field; there is none where the value is null. */
    public <T> void put(String name, T value, Function<? super T, ? extends BsonValue> make) {
        if (value != null) {
            document.put(name, make.apply(value));
        }
    }

    public static BsonValue integer(long value) {
        return new BsonInt64(value);
    }

    public static BsonValue number(double value) {
        return new BsonDouble(value);
    }

    public static BsonValue bool(boolean value) {
        return BsonBoolean.valueOf(value);
    }

    public static BsonValue bytes(byte[] value) {
        return new BsonBinary(value);
    }

    public static BsonValue text(String value) {
        return new BsonString(value);
    }

    /** A text, since MongoDB knows no days without a time. */
    public static BsonValue date(LocalDate value) {
        return new BsonString(value.toString());
    }

    /** MongoDB keeps milliseconds. */
    public static BsonValue timestamp(Instant value) {
        return new BsonDateTime(value.toEpochMilli());
    }

    public static BsonValue uuid(UUID value) {
        return new BsonBinary(value);
    }

    /** MongoDB keeps 34 digits. */
    public static BsonValue decimal(BigDecimal value) {
        return new BsonDecimal128(new Decimal128(value.round(MathContext.DECIMAL128)));
    }

    public static <T> BsonValue list(Collection<T> values, Function<? super T, ? extends BsonValue> make) {
        BsonArray list = new BsonArray(values.size());
        values.forEach(value -> list.add(make.apply(value)));
        return list;
    }

    public static <T> BsonValue map(Map<String, T> values, Function<? super T, ? extends BsonValue> make) {
        BsonDocument map = new BsonDocument();
        values.forEach((key, value) -> map.put(key, make.apply(value)));
        return map;
    }
}
