package support;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Reads an object in JSON straight from its bytes, as far as readers of records ask.
 *
 * <p>It knows the plain forms, and those strictly; at anything else it gives up, and Jackson reads the bytes anew.
 */
public final class JsonInput extends JsonParserDelegate {
    private static final IOException UNUSUAL = new Unusual();
    private static final int MOST_LEVELS = 60;
    private static final int MOST_LETTERS = 500;
    private static final int EXACT_DIGITS = 18;
    private static final long EXACT_DOUBLE = 1L << 53;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };
    /** Eight bytes at once: scanning one by one takes most of the time. */
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    /** Names of fields that were read lately; that they may be lost between threads does no harm. */
    private static final Name[] NAMES = new Name[1024];

    private final byte[] bytes;
    private int at;
    private JsonToken token;
    private int depth;
    private long objects;
    private boolean first;
    private String name;
    private int start;
    private int end;
    private String decoded;
    private long digits;
    private int scale;
    private boolean exact;

    public JsonInput(byte[] bytes) {
        super(null);
        this.bytes = bytes;
    }

    /** head, tail: its first and last eight bytes, which are all of most names. */
    private record Name(long head, long tail, String text) {}

    /** Says that Jackson is to read the bytes. */
    private static final class Unusual extends IOException {
        private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    @Override
    public JsonToken currentToken() {
        return token;
    }

    @Override
    public String currentName() {
        return name;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        token = token == JsonToken.FIELD_NAME ? value(visible()) : depth > 0 ? member() : root();
        return token;
    }

    private JsonToken root() throws IOException {
        if (token == null && visible() == '{') {
            return open(JsonToken.START_OBJECT);
        }
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        if (at < bytes.length) {
            throw UNUSUAL;
        }
        return null;
    }

    private JsonToken member() throws IOException {
        boolean object = (objects & 1) != 0;
        int next = visible();
        if (next == (object ? '}' : ']')) {
            depth--;
            objects >>>= 1;
            first = false;
            return object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        }
        if (!first) {
            if (next != ',') {
                throw UNUSUAL;
            }
            next = visible();
        }
        first = false;
        if (!object) {
            return value(next);
        }
        if (next != '"') {
            throw UNUSUAL;
        }
        name = name();
        if (visible() != ':') {
            throw UNUSUAL;
        }
        return JsonToken.FIELD_NAME;
    }

    private JsonToken open(JsonToken opened) throws IOException {
        if (++depth > MOST_LEVELS) {
            throw UNUSUAL;
        }
        objects = objects << 1 | (opened == JsonToken.START_OBJECT ? 1 : 0);
        first = true;
        return opened;
    }

    private int next() throws IOException {
        if (at == bytes.length) {
            throw UNUSUAL;
        }
        return bytes[at++];
    }

    /** The next byte that is no space. */
    private int visible() throws IOException {
        int next = next();
        while (next <= ' ' && isSpace(next)) {
            next = next();
        }
        return next;
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private JsonToken value(int first) throws IOException {
        return switch (first) {
            case '"' -> text();
            case '{' -> open(JsonToken.START_OBJECT);
            case '[' -> open(JsonToken.START_ARRAY);
            case 't' -> word("rue", JsonToken.VALUE_TRUE);
            case 'f' -> word("alse", JsonToken.VALUE_FALSE);
            case 'n' -> word("ull", JsonToken.VALUE_NULL);
            default -> number(first);
        };
    }

    private JsonToken word(String rest, JsonToken meant) throws IOException {
        for (int i = 0; i < rest.length(); i++) {
            if (next() != rest.charAt(i)) {
                throw UNUSUAL;
            }
        }
        if (at < bytes.length && (bytes[at] < 0 || Character.isJavaIdentifierPart(bytes[at]))) {
            throw UNUSUAL;
        }
        return meant;
    }

    /** Where the next byte is that stands for more than itself: a quote, an escape, what is beyond ASCII. */
    private int plainEnd(int from) {
        int i = from;
        while (i + Long.BYTES <= bytes.length) {
            long special = special((long) WORDS.get(bytes, i));
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < bytes.length && special(bytes[i] & 0xFFL | ' ' * (ONES - 1)) == 0) {
            i++;
        }
        return i;
    }

    /** Marks special bytes by their highest bit; behind the first, others may be marked too. */
    private static long special(long word) {
        long quote = word ^ ONES * '"';
        long escape = word ^ ONES * '\\';
        long control = word - ONES * ' ' & ~word;
        return (quote - ONES & ~quote | escape - ONES & ~escape | control | word) & HIGHS;
    }

    private String name() throws IOException {
        int until = plainEnd(at);
        int length = until - at;
        if (until == bytes.length || bytes[until] != '"' || length > 2 * Long.BYTES || at + Long.BYTES > bytes.length) {
            text();
            return getText();
        }
        boolean isLong = length >= Long.BYTES;
        long head = (long) WORDS.get(bytes, at) & (isLong ? -1 : (1L << Byte.SIZE * length) - 1);
        long tail = isLong ? (long) WORDS.get(bytes, until - Long.BYTES) : 0;
        int slot = (int) ((head ^ 31 * tail) * 0x9E3779B97F4A7C15L >>> 54);
        Name known = NAMES[slot];
        if (known == null || known.head() != head || known.tail() != tail || known.text().length() != length) {
            String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
            known = new Name(head, tail, known == null ? text.intern() : text);
            NAMES[slot] = known;
        }
        at = until + 1;
        return known.text();
    }

    private JsonToken text() throws IOException {
        boolean escaped = false;
        boolean plain = true;
        int i = plainEnd(at);
        while (i < bytes.length && bytes[i] != '"') {
            if (bytes[i] >= 0 && bytes[i] < ' ') {
                throw UNUSUAL;
            }
            plain = false;
            escaped |= bytes[i] == '\\';
            i = plainEnd(i + (bytes[i] == '\\' ? 2 : 1));
        }
        if (i >= bytes.length) {
            throw UNUSUAL;
        }
        start = at;
        end = i;
        at = i + 1;
        decoded = plain ? null : decoded(escaped);
        return JsonToken.VALUE_STRING;
    }

    private String decoded(boolean escaped) throws IOException {
        String raw = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        if (raw.indexOf('\uFFFD') >= 0) { // no UTF-8, perhaps
            throw UNUSUAL;
        }
        return escaped ? unescaped(raw) : raw;
    }

    private static String unescaped(String raw) throws IOException {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char letter = raw.charAt(i);
            if (letter == '\\') {
                letter = escape(raw, ++i);
                i += raw.charAt(i) == 'u' ? 4 : 0;
            }
            text.append(letter);
        }
        return text.toString();
    }

    private static char escape(String raw, int at) throws IOException {
        switch (raw.charAt(at)) {
            case '"', '\\', '/' -> {
                return raw.charAt(at);
            }
            case 'b' -> {
                return '\b';
            }
            case 'f' -> {
                return '\f';
            }
            case 'n' -> {
                return '\n';
            }
            case 'r' -> {
                return '\r';
            }
            case 't' -> {
                return '\t';
            }
            case 'u' -> {
                if (at + 5 <= raw.length() && raw.substring(at + 1, at + 5).chars().allMatch(HexFormat::isHexDigit)) {
                    char letter = (char) HexFormat.fromHexDigits(raw, at + 1, at + 5);
                    if (!Character.isSurrogate(letter)) {
                        return letter;
                    }
                }
                throw UNUSUAL;
            }
            default -> throw UNUSUAL;
        }
    }

    private JsonToken number(int first) throws IOException {
        start = at - 1;
        if (first == '-') {
            first = next();
        }
        at--;
        digits = 0;
        scale = 0;
        int whole = readDigits();
        if (whole == 0 || first == '0' && whole > 1) {
            throw UNUSUAL;
        }
        JsonToken found = JsonToken.VALUE_NUMBER_INT;
        boolean exponent = false;
        if (at < bytes.length && bytes[at] == '.') {
            at++;
            scale = readDigits();
            if (scale == 0) {
                throw UNUSUAL;
            }
            found = JsonToken.VALUE_NUMBER_FLOAT;
        }
        int count = whole + scale;
        if (at < bytes.length && (bytes[at] == 'e' || bytes[at] == 'E')) {
            exponent();
            exponent = true;
            found = JsonToken.VALUE_NUMBER_FLOAT;
        }
        end = at;
        exact = count <= EXACT_DIGITS && !exponent;
        if (end - start > MOST_LETTERS || found == JsonToken.VALUE_NUMBER_INT && !exact) {
            throw UNUSUAL;
        }
        digits = bytes[start] == '-' ? -digits : digits;
        return found;
    }

    private int readDigits() {
        int before = at;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            digits = 10 * digits + bytes[at++] - '0';
        }
        return at - before;
    }

    private void exponent() throws IOException {
        at++;
        int sign = next();
        if (sign != '-' && sign != '+') {
            at--;
        }
        if (readDigits() == 0) {
            throw UNUSUAL;
        }
    }

    private String written() {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String getText() {
        return decoded == null ? written() : decoded;
    }

    @Override
    public NumberType getNumberType() {
        return token == JsonToken.VALUE_NUMBER_INT ? NumberType.LONG : NumberType.DOUBLE;
    }

    @Override
    public long getLongValue() {
        return digits;
    }

    @Override
    public double getDoubleValue() {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return digits;
        }
        // Both are doubles exactly, and their quotient is rounded once; zero may be negative.
        return exact && digits != 0 && Math.abs(digits) <= EXACT_DOUBLE
                ? digits / POWERS[scale]
                : Double.parseDouble(written());
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        if (!exact) {
            throw UNUSUAL;
        }
        return BigDecimal.valueOf(digits, scale);
    }

    @Override
    public boolean getBooleanValue() {
        return token == JsonToken.VALUE_TRUE;
    }

    @Override
    public JsonInput skipChildren() throws IOException {
        int outside = depth - 1;
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            while (depth > outside) {
                nextToken();
            }
        }
        return this;
    }
}
