package support;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Dates and instants from texts. */
public final class Times {
    private Times() {}

    public static LocalDate date(String text) {
        return date(text, DateTimeFormatter.ISO_LOCAL_DATE);
    }

    public static LocalDate date(String text, DateTimeFormatter format) {
        try {
            return LocalDate.parse(text, format);
        } catch (DateTimeException e) {
            throw RecordError.of("a text that is no date");
        }
    }

    public static Instant timestamp(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw RecordError.of("a text that is no timestamp");
        }
    }
}
