package support;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A row of CSV: its values by the names of their columns. */
public final class CsvRow {
    private final List<String> names;
    private final List<String> values;

    public CsvRow(List<String> names, List<String> values) {
        this.names = names;
        this.values = values;
    }

    public void check() {
        if (values.size() > names.size()) {
            throw RecordError.parse("more values than columns");
        }
    }

    /** The value of a column, null where there is none. */
    public String text(String name) {
        int at = names.indexOf(name);
        return at < 0 || at >= values.size() ? null : values.get(at);
    }

    public Long integer(String name) {
        return read(name, Long::valueOf, "not an integer");
    }

    public BigDecimal decimal(String name) {
        BigDecimal value = read(name, BigDecimal::new, "not a number");
        if (value != null && Math.abs(value.scale()) > 1000) {
            throw RecordError.parse(name + ": exponent out of range");
        }
        return value;
    }

    public BigDecimal decimal(String name, int precision, int scale) {
        BigDecimal value = decimal(name);
        try {
            return value == null ? null : Decimals.bounded(value, precision, scale);
        } catch (RecordError e) {
            throw RecordError.invalid(name + ": " + e.getMessage());
        }
    }

    public Double number(String name) {
        Double value = read(name, Double::valueOf, "not a number");
        if (value != null && !Double.isFinite(value)) {
            throw RecordError.parse(name + ": a number out of range");
        }
        return value;
    }

    public Boolean bool(String name) {
        return read(name, text -> switch (text) {
            case "true", "TRUE", "True" -> true;
            case "false", "FALSE", "False" -> false;
            default -> throw new IllegalArgumentException(text);
        }, "not true or false");
    }

    public LocalDate date(String name) {
        return read(name, LocalDate::parse, "not a date");
    }

    public Instant timestamp(String name) {
        return read(name, text -> OffsetDateTime.parse(text).toInstant(), "not a timestamp");
    }

    public UUID uuid(String name) {
        return read(name, UUID::fromString, "not a uuid");
    }

    public byte[] bytes(String name) {
        return read(name, text -> Base64.getDecoder().decode(text), "not in base 64");
    }

    private <T> T read(String name, Function<String, T> read, String wrong) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return read.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw RecordError.parse(name + ": " + wrong);
        }
    }
}
