package support;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values of an object whose fields nothing declares; what is not there is null. */
public final class Untyped {
    private Untyped() {}

    public static Object at(Object value, String name) {
        return value instanceof Map<?, ?> map ? map.get(name) : null;
    }

    public static Object at(Object value, long index) {
        return value instanceof List<?> list ? Lists.at(list, index) : null;
    }

    public static String text(Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong("text");
    }

    public static Boolean truth(Object value) {
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw wrong("boolean");
    }

    public static BigDecimal decimal(Object value) {
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof Double number) {
            return Numbers.decimal(number);
        }
        if (value == null || value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        throw wrong("number");
    }

    public static Long integer(Object value) {
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        throw wrong("integer");
    }

    public static Double number(Object value) {
        BigDecimal number = decimal(value);
        return number == null ? null : Double.valueOf(number.doubleValue());
    }

    public static LocalDate date(Object value) {
        String text = text(value);
        return text == null ? null : Times.date(text);
    }

    public static Instant timestamp(Object value) {
        String text = text(value);
        return text == null ? null : Times.timestamp(text);
    }

    public static UUID uuid(Object value) {
        String text = text(value);
        return text == null ? null : Texts.uuid(text);
    }

    /** Whether two values are equal, trailing zeros of numbers aside; null equals nothing. */
    public static boolean same(Object one, Object other) {
        if (one instanceof Number && other instanceof Number) {
            return decimal(one).compareTo(decimal(other)) == 0;
        }
        return one != null && one.equals(other);
    }

    private static RecordError wrong(String what) {
        return RecordError.of("a value of an object is no " + what);
    }
}
