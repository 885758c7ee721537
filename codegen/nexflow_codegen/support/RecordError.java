package support;

/** Why one record cannot be processed; its message never quotes the record. */
public final class RecordError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final boolean again;

    private RecordError(String kind, String message) {
        this(kind, message, false);
    }

    private RecordError(String kind, String message, boolean again) {
        super(message, null, false, false);
        this.kind = kind;
        this.again = again;
    }

    public static RecordError parse(String message) {
        return new RecordError("parse_error", message);
    }

    public static RecordError invalid(String message) {
        return new RecordError("validation_error", message);
    }

    /** An error that is called after the step it happens in. */
    public static RecordError of(String message) {
        return new RecordError("error", message);
    }

    public static RecordError of(String kind, String message) {
        return new RecordError(kind, message);
    }

    /** No answer from outside: asked again, there may be one. */
    public static RecordError unanswered(String message) {
        return new RecordError("lookup_error", message, true);
    }

    /** The value, which must be there. */
    public static <T> T required(T value, String name) {
        if (value == null) {
            throw of(name + ": no value");
        }
        return value;
    }

    /** What was looked up, which must be there. */
    public static <T> T found(T value, String message) {
        if (value == null) {
            throw of("lookup_error", message);
        }
        return value;
    }

    /** The error with a code before its message. */
    public static RecordError coded(RuntimeException cause, String kind, String code) {
        RecordError error = from(cause, kind);
        return new RecordError(error.kind, code + ": " + error.getMessage(), error.again);
    }

    /** The error itself, or what a step's own failure is called. */
    public static RecordError from(RuntimeException cause, String kind) {
        if (cause instanceof RecordError error) {
            return "error".equals(error.kind) ? new RecordError(kind, error.getMessage()) : error;
        }
        if (cause instanceof ArithmeticException) {
            return new RecordError(kind, "integer overflow");
        }
        return new RecordError(kind, cause.getClass().getSimpleName());
    }

    /** Whether it is worth to ask again. */
    public boolean again() {
        return again;
    }

    public String kind() {
        return kind;
    }
}
