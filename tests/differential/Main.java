package differential;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads programs and records, calls what is generated for them, and prints what it gives. */
public final class Main {
    private static Class<?> schema;
    private static Class<?> json;
    private static Class<?> validator;
    private static List<String[]> probes = List.of();

    private Main() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split("\t", -1);
            if (parts[0].equals("R")) {
                out.println(answers(parts[1].getBytes(StandardCharsets.UTF_8)));
                continue;
            }
            schema = Class.forName(parts[1]);
            json = Class.forName(parts[1] + "Json");
            validator = classOrNull(parts[1] + "Validator");
            probes = new ArrayList<>();
            for (int i = 2; i < parts.length; i++) {
                probes.add(parts[i].split(" ", -1));
            }
        }
        out.flush();
    }

    private static Class<?> classOrNull(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private interface Attempt {
        Object value() throws ReflectiveOperationException;
    }

    private static String shown(Attempt attempt) {
        try {
            return shown(attempt.value());
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            while (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
                cause = new IllegalStateException("static: " + cause.getCause());
            }
            return "{\"error\": " + text(cause.getClass().getSimpleName()) + ", \"message\": "
                    + text(cause.getMessage() + " " + Arrays.stream(cause.getStackTrace()).limit(3).toList()) + "}";
        } catch (ReflectiveOperationException e) {
            return "{\"error\": \"reflection\", \"message\": " + text(e.toString()) + "}";
        }
    }

    private static String answers(byte[] bytes) {
        Object[] record = new Object[1];
        List<String> found = new ArrayList<>();
        String read = shown(() -> {
            record[0] = json.getMethod("read", byte[].class).invoke(null, (Object) bytes);
            return record[0];
        });
        found.add(read);
        if (record[0] == null) {
            return "[" + read + "]";
        }
        found.add(shown(() -> {
            if (validator != null) {
                method(validator, "check").invoke(null, record[0]);
            }
            return true;
        }));
        for (String[] probe : probes) {
            found.add(shown(() -> call(probe, record[0])));
        }
        return "[" + String.join(", ", found) + "]";
    }

    private static Object call(String[] probe, Object record) throws ReflectiveOperationException {
        if (probe[0].equals("computed")) {
            return schema.getMethod(probe[1]).invoke(record);
        }
        Method method = method(Class.forName(probe[1], false, Main.class.getClassLoader()), probe[2]);
        if (probe.length == 3) {
            return method.invoke(null, record);
        }
        Object[] arguments = new Object[probe.length - 3];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = schema.getMethod(probe[i + 3]).invoke(record);
        }
        return method.invoke(null, arguments);
    }

    private static Method method(Class<?> owner, String name) throws NoSuchMethodException {
        return Arrays.stream(owner.getMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(owner + "." + name));
    }

    private static String shown(Object value) throws ReflectiveOperationException {
        if (value == null) {
            return "null";
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Set<?> set) {
            return "{\"set\": " + elements(set) + "}";
        }
        if (value instanceof Collection<?> list) {
            return elements(list);
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                entries.add(text(entry.getKey().toString()) + ": " + shown(entry.getValue()));
            }
            return "{" + String.join(", ", entries) + "}";
        }
        if (value instanceof Record) {
            List<String> entries = new ArrayList<>();
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                entries.add(text(component.getName()) + ": " + shown(accessor.invoke(value)));
            }
            return "{" + String.join(", ", entries) + "}";
        }
        return text(tagged(value));
    }

    private static String elements(Collection<?> values) throws ReflectiveOperationException {
        List<String> found = new ArrayList<>();
        for (Object value : values) {
            found.add(shown(value));
        }
        return "[" + String.join(", ", found) + "]";
    }

    private static String tagged(Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return "i:" + value;
        }
        if (value instanceof BigDecimal number) {
            return "d:" + number.toPlainString();
        }
        if (value instanceof Double) {
            return "x:" + value;
        }
        if (value instanceof String) {
            return "s:" + value;
        }
        if (value instanceof byte[] bytes) {
            return "b:" + Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof Instant) {
            return "T:" + value;
        }
        return value.getClass().getSimpleName() + ":" + value;
    }

    private static String text(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
