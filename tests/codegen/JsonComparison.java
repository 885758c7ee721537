package com.example.generated.schema;

import com.example.generated.support.Json;
import com.example.generated.support.JsonInput;
import com.example.generated.support.RecordError;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Reads random and mutated documents by the plain reader and by Jackson alone: what the first accepts or refuses
 * for good, the second does, with the same values and words. */
public final class JsonComparison {
    private static final String[] NAMES = {
        "n", "m", "long_name_of_17_ch", "eight888", "sixteen_letters6", "d", "bounded", "x", "y", "flag", "s", "t",
        "day", "at", "id", "raw", "numbers", "texts", "flags", "rates", "inner", "inners", "any", "unknown", "é"
    };
    private static final String[] TEXTS = {
        "", "a", "abc", "exactly8", "more than eight", "sixteen letters!", "ß", "€uro", "😀", "a\\n", "\\\"", "\\u0041",
        "\\uD83D\\uDE00", "\\ud83d", "\\u00e9x", "\\/", "\\q", "\\u12", "2026-03-29", "2026-03-29T01:30:00Z",
        "2026-13-01", "123e4567-e89b-12d3-a456-426614174000", "AQID", "1.5", "\uFFFD", "tab\there", "\u0000", "\u2028"
    };
    private static final String[] NUMBERS = {
        "0", "-0", "1", "-1", "7", "10", "01", "-", "1.", ".5", "0.5", "-0.0", "1.50", "12345678.99", "1e3", "1E-2",
        "1e+5", "1e", "0.1e400", "999999999999999999", "1000000000000000000", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "123456789012345678901234567890", "0.1234567890123456789",
        "9007199254740993", "9007199254740993.0", "1e-400", "0.000000000000000001", "4.35", "2.2250738585072014E-308",
        "NaN", "+1", "0x10", "1_000", "100000000000000000000000000000000000000000.5"
    };
    private static final String[] SPACES = {" ", "\n", "\t ", "\r\n", "  ", " ", " ", "\n", "\n  ", "\f"};
    private static final byte[] LETTERS =
            "\"\\{}[]:,0123456789eE+-.tfn \n\t/u\u0000\u001f".getBytes(StandardCharsets.ISO_8859_1);

    private final Random random;

    private JsonComparison(Random random) {
        this.random = random;
    }

    public static void main(String[] args) throws Exception {
        Random random = new Random(Long.parseLong(args[0]));
        JsonComparison drawing = new JsonComparison(random);
        Method plain = method("read", JsonParser.class);
        Method jackson = method("readAnew", byte[].class);
        int[] counts = new int[4];
        int different = 0;
        for (int number = 0; number < Integer.parseInt(args[1]); number++) {
            byte[] bytes = drawing.document();
            for (int change = random.nextInt(6) - 3; change > 0; change--) {
                bytes = drawing.mutated(bytes);
            }
            if (bytes.length == 0 || new String(bytes, StandardCharsets.ISO_8859_1).stripLeading().indexOf('{') != 0) {
                continue;
            }
            String one = outcome(plain, new JsonInput(bytes));
            String other = outcome(jackson, bytes);
            counts[one == null ? 0 : one.startsWith("error") ? 1 : 2]++;
            counts[3] += other.startsWith("error") ? 0 : 1;
            if (one != null && !one.equals(other) && different++ < 20) {
                System.out.println("plain " + one + "\nJackson " + other + "\nbytes "
                        + HexFormat.of().formatHex(bytes) + "\n" + new String(bytes, StandardCharsets.UTF_8));
            }
        }
        System.out.printf("different %d unusual %d refused %d accepted %d by_jackson %d%n",
                different, counts[0], counts[1], counts[2], counts[3]);
    }

    private static Method method(String name, Class<?> input) throws NoSuchMethodException {
        Method found = Json.class.getDeclaredMethod(name, input, Json.Reader.class);
        found.setAccessible(true);
        return found;
    }

    /** What comes out, as text; null where the plain reader gives up. */
    private static String outcome(Method read, Object input) throws ReflectiveOperationException {
        Json.Reader<Everything> reader = EverythingJson::read;
        try {
            Everything found = (Everything) read.invoke(null, input, reader);
            return found.toString().replaceAll("\\[B@\\w+", Arrays.toString(found.raw()))
                    + new String(EverythingJson.write(found), StandardCharsets.UTF_8);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RecordError error) {
                return "error " + error.kind() + " " + error.getMessage();
            }
            if (e.getCause() instanceof IOException) {
                return null;
            }
            return "crash " + e.getCause();
        }
    }

    private byte[] document() {
        StringBuilder out = new StringBuilder(space());
        object(out, 3);
        return out.append(space()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private void object(StringBuilder out, int depth) {
        List<String> names = new ArrayList<>(List.of(NAMES));
        Collections.shuffle(names, random);
        names = names.subList(0, random.nextInt(names.size() + 1));
        for (String needed : List.of("n", "s")) { // most have what is required
            if (!names.contains(needed) && random.nextInt(10) > 0) {
                names = new ArrayList<>(names);
                names.add(needed);
            }
        }
        if (random.nextInt(20) == 0) {
            names = new ArrayList<>(names);
            names.add(any(NAMES));
        }
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            out.append(i > 0 ? "," : "").append(space()).append('"').append(names.get(i)).append('"').append(space())
                    .append(':').append(space());
            value(out, random.nextInt(150) == 0 ? "unknown" : names.get(i), depth);
            out.append(space());
        }
        out.append('}');
    }

    /** A value, mostly of a field's own type. */
    private void value(StringBuilder out, String name, int depth) {
        if (random.nextInt(25) == 0) {
            out.append("null");
            return;
        }
        switch (name) {
            case "n", "m", "long_name_of_17_ch" -> out.append(random.nextInt(30) > 0 ? "" + random.nextInt(1000) : any(NUMBERS));
            case "d", "bounded", "x", "y" -> out.append(
                    random.nextInt(20) > 0 ? random.nextInt(1000) + "." + random.nextInt(100) : any(NUMBERS));
            case "flag", "eight888" -> out.append(any("true", "false"));
            case "day" -> out.append("\"2026-0").append(1 + random.nextInt(9)).append("-15\"");
            case "at" -> out.append("\"2026-03-29T01:30:0").append(random.nextInt(10)).append("Z\"");
            case "id" -> out.append("\"123e4567-e89b-12d3-a456-42661417400").append(random.nextInt(10)).append('"');
            case "raw" -> out.append("\"AQID\"");
            case "numbers" -> list(out, "n", depth);
            case "texts" -> list(out, "s", depth);
            case "flags" -> list(out, "flag", depth);
            case "inners" -> list(out, "inner", depth);
            case "rates" -> map(out, depth);
            case "inner" -> nested(out, depth);
            case "any", "unknown", "é" -> anything(out, depth);
            default -> out.append('"').append(text()).append(random.nextInt(3) == 0 ? text() : "").append('"');
        }
    }

    private void anything(StringBuilder out, int depth) {
        switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> out.append(random.nextInt(4) > 0 ? "" + random.nextInt(99) : any(NUMBERS));
            case 1 -> out.append(any("true", "false", "null", "true", "false", "null", "nul", "truex", "True"));
            case 2, 3 -> out.append('"').append(text()).append('"');
            case 4 -> list(out, any(NAMES), depth);
            case 5 -> map(out, depth);
            default -> object(out, depth - 1);
        }
    }

    private void list(StringBuilder out, String of, int depth) {
        out.append('[');
        for (int i = random.nextInt(4); i >= 0; i--) {
            value(out.append(space()), of, depth - 1);
            out.append(i > 0 ? "," : "");
        }
        out.append(random.nextInt(100) == 0 ? ",]" : "]");
    }

    private void map(StringBuilder out, int depth) {
        out.append('{');
        for (int i = random.nextInt(3); i >= 0; i--) {
            out.append('"').append(text()).append("\":");
            value(out, random.nextInt(20) == 0 ? "any" : "d", depth - 1);
            out.append(i > 0 ? "," : "");
        }
        out.append('}');
    }

    private void nested(StringBuilder out, int depth) {
        if (depth <= 0) {
            out.append("{}");
            return;
        }
        out.append("{\"street\":\"").append(text()).append("\",\"number\":").append(random.nextInt(100));
        if (random.nextInt(3) == 0) {
            out.append(",\"more\":");
            anything(out, depth - 1);
        }
        out.append('}');
    }

    private byte[] mutated(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(random.nextInt(4), bytes.length - at);
        byte[] put = new byte[random.nextInt(3)];
        for (int i = 0; i < put.length; i++) {
            put[i] = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : LETTERS[random.nextInt(LETTERS.length)];
        }
        byte[] made = new byte[bytes.length - length + put.length];
        System.arraycopy(bytes, 0, made, 0, at);
        System.arraycopy(put, 0, made, at, put.length);
        System.arraycopy(bytes, at + length, made, at + put.length, bytes.length - at - length);
        return made.length == 0 ? bytes : made;
    }

    /** A text, mostly one without an escape. */
    private String text() {
        return random.nextInt(12) == 0 ? any(TEXTS) : any("", "a", "abc", "exactly8", "more than eight", "sixteen letters!", "ß");
    }

    private String space() {
        return random.nextInt(20) == 0 ? any(SPACES) : "";
    }

    private String any(String... of) {
        return of[random.nextInt(of.length)];
    }
}
