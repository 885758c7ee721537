package support;

/** Settings that come from the environment when the job starts. */
public final class Env {
    private Env() {}

    public static String get(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException("the environment variable " + name + " is not set");
        }
        return value;
    }

    public static String get(String name, String orElse) {
        String value = System.getenv(name);
        return value == null ? orElse : value;
    }
}
