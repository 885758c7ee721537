package support;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What the readers and writers of JSON records share. */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private Json() {}

    /** Reads one record from a parser that stands inside its object. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(JsonParser in) throws IOException;
    }

    /** Writes the fields of one record. */
    @FunctionalInterface
    public interface Writer {
        void write(JsonGenerator out) throws IOException;
    }

    public static <T> T read(byte[] bytes, Reader<T> reader) {
        if (bytes == null) {
            throw RecordError.parse("no value");
        }
        if (!startsObject(bytes)) {
            throw RecordError.parse("not a JSON object");
        }
        try {
            return read(new JsonInput(bytes), reader);
        } catch (IOException unusual) {
            return readAnew(bytes, reader);
        }
    }

    private static <T> T read(JsonParser in, Reader<T> reader) throws IOException {
        in.nextToken();
        T value = reader.read(in);
        if (in.nextToken() != null) {
            throw RecordError.parse("text after the JSON object");
        }
        return value;
    }

    /** Reads by Jackson what is not plain, or wrong. */
    private static <T> T readAnew(byte[] bytes, Reader<T> reader) {
        try (JsonParser in = FACTORY.createParser(bytes)) {
            return read(in, reader);
        } catch (JsonProcessingException e) {
            throw RecordError.parse("malformed JSON at byte " + Math.max(0, e.getLocation().getByteOffset()));
        } catch (IOException e) {
            throw RecordError.parse("malformed JSON");
        }
    }

    private static boolean startsObject(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{';
            }
        }
        return false;
    }

    public static byte[] write(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            out.writeStartObject();
            writer.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static String text(JsonParser in, String field) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(field, "not a text");
        }
        // There are no halves of characters where the bytes are plain.
        return in instanceof JsonInput ? in.getText() : whole(in.getText(), field);
    }

    /** The text, which must not hold half of a character. */
    private static String whole(String text, String field) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.isLowSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw RecordError.parse(field + ": half a character");
                }
                i++;
            }
        }
        return text;
    }

    public static long integer(JsonParser in, String field) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(field, "not an integer");
        }
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw RecordError.parse(field + ": integer overflow");
        }
        return in.getLongValue();
    }

    public static BigDecimal decimal(JsonParser in, String field) throws IOException {
        if (!in.currentToken().isNumeric()) {
            throw wrong(field, "not a number");
        }
        BigDecimal value = in.getDecimalValue();
        if (Math.abs(value.scale()) > 1000) {
            throw RecordError.parse(field + ": exponent out of range");
        }
        return value;
    }

    public static BigDecimal decimal(JsonParser in, String field, int precision, int scale) throws IOException {
        BigDecimal value = decimal(in, field);
        try {
            return Decimals.bounded(value, precision, scale);
        } catch (RecordError e) {
            throw RecordError.invalid(field + ": " + e.getMessage());
        }
    }

    public static double number(JsonParser in, String field) throws IOException {
        if (!in.currentToken().isNumeric()) {
            throw wrong(field, "not a number");
        }
        double value = in.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw wrong(field, "a number out of range");
        }
        return value;
    }

    public static byte[] bytes(JsonParser in, String field) throws IOException {
        try {
            return Base64.getDecoder().decode(text(in, field));
        } catch (IllegalArgumentException e) {
            throw wrong(field, "not in base 64");
        }
    }

    public static boolean bool(JsonParser in, String field) throws IOException {
        if (!in.currentToken().isBoolean()) {
            throw wrong(field, "not true or false");
        }
        return in.getBooleanValue();
    }

    public static Instant timestamp(JsonParser in, String field) throws IOException {
        String text = text(in, field);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw RecordError.parse(field + ": not a timestamp");
        }
    }

    public static LocalDate date(JsonParser in, String field) throws IOException {
        String text = text(in, field);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw RecordError.parse(field + ": not a date");
        }
    }

    /** A time in milliseconds since 1970. */
    public static Instant timestampMillis(JsonParser in, String field) throws IOException {
        return Instant.ofEpochMilli(integer(in, field));
    }

    /** A date as the milliseconds of its start in UTC. */
    public static LocalDate dateMillis(JsonParser in, String field) throws IOException {
        return LocalDate.ofInstant(timestampMillis(in, field), ZoneOffset.UTC);
    }

    public static UUID uuid(JsonParser in, String field) throws IOException {
        String text = text(in, field);
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw RecordError.parse(field + ": not a uuid");
        }
        throw RecordError.parse(field + ": not a uuid");
    }

    /** Reads one value of a field. */
    @FunctionalInterface
    public interface Element<T> {
        T read(JsonParser in, String field) throws IOException;
    }

    public static <T> List<T> list(JsonParser in, String field, Element<T> element) throws IOException {
        return elements(in, field, element, new ArrayList<>());
    }

    public static <T> Set<T> set(JsonParser in, String field, Element<T> element) throws IOException {
        return elements(in, field, element, new LinkedHashSet<>());
    }

    private static <T, C extends Collection<T>> C elements(
            JsonParser in, String field, Element<T> element, C into) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(field, "not a list");
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == JsonToken.VALUE_NULL) {
                throw RecordError.invalid(field + ": null in a list");
            }
            into.add(element.read(in, field));
        }
        return into;
    }

    public static <T> Map<String, T> map(JsonParser in, String field, Element<T> element) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(field, "not an object");
        }
        Map<String, T> values = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = whole(in.currentName(), field);
            if (in.nextToken() == JsonToken.VALUE_NULL) {
                throw RecordError.invalid(field + ": null in a map");
            }
            values.put(key, element.read(in, field));
        }
        return values;
    }

    /** Reads a map whose keys are no texts. */
    public static <K, T> Map<K, T> map(JsonParser in, String field, Function<String, K> key, Element<T> element)
            throws IOException {
        Map<K, T> values = new LinkedHashMap<>();
        for (Map.Entry<String, T> entry : map(in, field, element).entrySet()) {
            try {
                values.put(key.apply(entry.getKey()), entry.getValue());
            } catch (RuntimeException e) {
                throw wrong(field, "a key of another type");
            }
        }
        return values;
    }

    /** Reads an object whose fields nothing declares. */
    public static Map<String, Object> object(JsonParser in, String field) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(field, "not an object");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = whole(in.currentName(), field);
            in.nextToken();
            values.put(key, value(in, field));
        }
        return values;
    }

    private static Object value(JsonParser in, String field) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in, field);
            case START_ARRAY -> {
                List<Object> values = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(in, field));
                }
                yield values;
            }
            case VALUE_STRING -> text(in, field);
            case VALUE_TRUE, VALUE_FALSE -> in.getBooleanValue();
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? decimal(in, field)
                    : (Object) in.getLongValue();
            default -> decimal(in, field);
        };
    }

    /** Reads a nested record; its errors name the field that it is in. */
    public static <T> T record(JsonParser in, String field, Reader<T> reader) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(field, "not an object");
        }
        try {
            return reader.read(in);
        } catch (RecordError e) {
            throw RecordError.of(e.kind(), field + "." + e.getMessage());
        }
    }

    private static RecordError wrong(String field, String what) {
        return RecordError.parse(field + ": " + what);
    }

    public static <T> T required(T value, String field) {
        if (value == null) {
            throw RecordError.invalid(field + ": required");
        }
        return value;
    }

    /** The value, or what stands in where there is none. */
    public static <T> T orElse(T value, T other) {
        return value == null ? other : value;
    }

    public static void required(boolean read, String field) {
        if (!read) {
            throw RecordError.invalid(field + ": required");
        }
    }

    public static void putText(JsonGenerator out, String field, String value) throws IOException {
        if (value != null) {
            out.writeStringField(field, value);
        }
    }

    public static void putInteger(JsonGenerator out, String field, Long value) throws IOException {
        if (value != null) {
            out.writeNumberField(field, value);
        }
    }

    public static void putDecimal(JsonGenerator out, String field, BigDecimal value) throws IOException {
        if (value != null) {
            out.writeNumberField(field, value);
        }
    }

    public static void putDouble(JsonGenerator out, String field, Double value) throws IOException {
        if (value != null) {
            out.writeNumberField(field, value);
        }
    }

    public static void putBoolean(JsonGenerator out, String field, Boolean value) throws IOException {
        if (value != null) {
            out.writeBooleanField(field, value);
        }
    }

    public static void putBytes(JsonGenerator out, String field, byte[] value) throws IOException {
        if (value != null) {
            out.writeBinaryField(field, value);
        }
    }

    /** Writes a date, an instant or a UUID as its text. */
    public static void putWritten(JsonGenerator out, String field, Object value) throws IOException {
        if (value != null) {
            out.writeStringField(field, value.toString());
        }
    }

    /** Writes a date or an instant as milliseconds since 1970. */
    public static void putMillis(JsonGenerator out, String field, Object value) throws IOException {
        if (value != null) {
            out.writeNumberField(field, millis(value));
        }
    }

    public static void writeMillis(JsonGenerator out, Object value) throws IOException {
        out.writeNumber(millis(value));
    }

    private static long millis(Object value) {
        return value instanceof LocalDate date
                ? date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
                : ((Instant) value).toEpochMilli();
    }

    /** Whether there is a value; if not, null is written. */
    public static boolean given(JsonGenerator out, String field, Object value) throws IOException {
        if (value == null) {
            out.writeNullField(field);
        }
        return value != null;
    }

    public static void writeWritten(JsonGenerator out, Object value) throws IOException {
        out.writeString(value.toString());
    }

    /** Writes one element, or the fields of one record. */
    @FunctionalInterface
    public interface ElementWriter<T> {
        void write(JsonGenerator out, T value) throws IOException;
    }

    public static <T> void putList(JsonGenerator out, String field, Collection<T> values, ElementWriter<? super T> writer)
            throws IOException {
        if (values != null) {
            out.writeFieldName(field);
            writeElements(out, values, writer);
        }
    }

    public static <T> void writeElements(JsonGenerator out, Collection<T> values, ElementWriter<? super T> writer)
            throws IOException {
        out.writeStartArray();
        for (T value : values) {
            writer.write(out, value);
        }
        out.writeEndArray();
    }

    public static <T> void putMap(JsonGenerator out, String field, Map<?, T> values, ElementWriter<? super T> writer)
            throws IOException {
        if (values != null) {
            out.writeFieldName(field);
            writeEntries(out, values, writer);
        }
    }

    public static <T> void writeEntries(JsonGenerator out, Map<?, T> values, ElementWriter<? super T> writer)
            throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, T> entry : values.entrySet()) {
            out.writeFieldName(entry.getKey().toString());
            writer.write(out, entry.getValue());
        }
        out.writeEndObject();
    }

    public static void putObject(JsonGenerator out, String field, Map<String, Object> value) throws IOException {
        if (value != null) {
            out.writeFieldName(field);
            writeValue(out, value);
        }
    }

    /** Writes a value of an object whose fields nothing declares. */
    public static void writeValue(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(entry.getKey().toString());
                writeValue(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Collection<?> values) {
            writeElements(out, values, Json::writeValue);
        } else if (value instanceof BigDecimal number) {
            out.writeNumber(number);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value.toString());
        }
    }

    /** Writes what is JSON already. */
    public static void putWhole(JsonGenerator out, String field, byte[] json) throws IOException {
        out.writeFieldName(field);
        out.writeRawValue(new String(json, StandardCharsets.UTF_8));
    }

    public static <T> void putRecord(JsonGenerator out, String field, T value, ElementWriter<T> writer)
            throws IOException {
        if (value != null) {
            out.writeFieldName(field);
            writeRecord(out, value, writer);
        }
    }

    public static <T> void writeRecord(JsonGenerator out, T value, ElementWriter<T> writer) throws IOException {
        out.writeStartObject();
        writer.write(out, value);
        out.writeEndObject();
    }
}
