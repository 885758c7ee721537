package support;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Texts, counted in characters of Unicode rather than in Java's halves of them. */
public final class Texts {
    private static final int LONGEST_PADDING = 100_000;

    private static final Pattern SLOT = Pattern.compile("\\{(\\d+)\\}");

    private Texts() {}

    /** The value as a text; null is the empty text. */
    public static String of(Object value) {
        return value == null ? "" : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** The template with values in place of `{0}`, `{1}` and so on. */
    public static String format(String template, Object... values) {
        return SLOT.matcher(template).replaceAll(slot -> {
            int index = slot.group(1).length() > 4 ? values.length : Integer.parseInt(slot.group(1));
            return Matcher.quoteReplacement(index < values.length ? of(values[index]) : slot.group());
        });
    }

    /** The order of texts, by their characters. */
    public static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** The halves of characters beyond 16 bits come after all that are whole. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }

    public static String later(String one, String other) {
        return compare(one, other) >= 0 ? one : other;
    }

    public static String earlier(String one, String other) {
        return compare(one, other) <= 0 ? one : other;
    }

    public static String greatest(Stream<String> values) {
        return values.filter(Objects::nonNull).max(Texts::compare).orElse(null);
    }

    public static String least(Stream<String> values) {
        return values.filter(Objects::nonNull).min(Texts::compare).orElse(null);
    }

    public static long length(String text) {
        return text.codePointCount(0, text.length());
    }

    public static String substring(String text, long start) {
        return substring(text, start, Long.MAX_VALUE);
    }

    public static String substring(String text, long start, long length) {
        long count = length(text);
        long from = Math.min(Math.max(start, 0), count);
        long to = from + Math.min(Math.max(length, 0), count - from);
        int first = text.offsetByCodePoints(0, (int) from);
        return text.substring(first, text.offsetByCodePoints(first, (int) (to - from)));
    }

    public static long indexOf(String text, String part) {
        int index = text.indexOf(part);
        return index < 0 ? -1 : text.codePointCount(0, index);
    }

    /** The text with `old` replaced; there is an empty one before each character, and behind the last. */
    public static String replace(String text, String old, String replacement) {
        if (!old.isEmpty()) {
            return text.replace(old, replacement);
        }
        StringBuilder replaced = new StringBuilder(replacement);
        text.codePoints().forEach(character -> replaced.appendCodePoint(character).append(replacement));
        return replaced.toString();
    }

    public static List<String> split(String text, String separator) {
        return List.of(text.split(Pattern.quote(separator), -1));
    }

    public static String padLeft(String text, long length, String fill) {
        return padding(text, length, fill) + text;
    }

    public static String padRight(String text, long length, String fill) {
        return text + padding(text, length, fill);
    }

    private static String padding(String text, long length, String fill) {
        long missing = length - length(text);
        if (missing <= 0 || fill.isEmpty()) {
            return "";
        }
        if (missing > LONGEST_PADDING) {
            throw RecordError.of("a text padded to too many characters");
        }
        return substring(fill.repeat((int) (missing / length(fill)) + 1), 0, missing);
    }

    /** The text with all before its domain replaced; all of it where it has none. */
    public static String maskBeforeDomain(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? mask(text, 0, 0) : mask(text.substring(0, at), 0, 0) + text.substring(at);
    }

    /** The text with all but its first and last characters replaced. */
    public static String mask(String text, long keepFirst, long keepLast) {
        int[] characters = text.codePoints().toArray();
        StringBuilder masked = new StringBuilder(text.length());
        for (int i = 0; i < characters.length; i++) {
            boolean kept = i < keepFirst || i >= characters.length - keepLast;
            masked.appendCodePoint(kept ? characters[i] : '*');
        }
        return masked.toString();
    }

    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static UUID uuid(String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw RecordError.of("a text that is no uuid");
        }
        throw RecordError.of("a text that is no uuid");
    }
}
