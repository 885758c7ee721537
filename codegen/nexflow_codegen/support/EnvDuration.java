package support;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations that come from the environment when the job starts. */
public final class EnvDuration {
    private static final Pattern WRITTEN = Pattern.compile("(\\d+)\\s*([a-z]+)");

    private EnvDuration() {}

    /** A number and a unit, such as {@code 5 minutes} or {@code 200ms}. */
    public static Duration parse(String text) {
        Matcher found = WRITTEN.matcher(text.trim());
        if (!found.matches()) {
            throw new IllegalArgumentException("not a duration: " + text);
        }
        long amount = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "ms", "millisecond", "milliseconds" -> Duration.ofMillis(amount);
            case "s", "second", "seconds" -> Duration.ofSeconds(amount);
            case "m", "minute", "minutes" -> Duration.ofMinutes(amount);
            case "h", "hour", "hours" -> Duration.ofHours(amount);
            case "d", "day", "days" -> Duration.ofDays(amount);
            case "w", "week", "weeks" -> Duration.ofDays(Math.multiplyExact(7, amount));
            default -> throw new IllegalArgumentException("not a duration: " + text);
        };
    }
}
