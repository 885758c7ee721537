package support;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/** The days on which business is done: all but weekends and holidays. */
public record BusinessCalendar(Set<DayOfWeek> weekend, Set<LocalDate> holidays, ZoneId zone) {
    private static final int MOST_DAYS = 1_000_000;

    public boolean isHoliday(LocalDate day) {
        return holidays.contains(day);
    }

    public boolean isBusinessDay(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek()) && !isHoliday(day);
    }

    /** Today, or the last business day before. */
    public LocalDate current() {
        LocalDate today = LocalDate.now(zone);
        return isBusinessDay(today) ? today : add(today, -1);
    }

    /** The day this many business days later, or earlier where they are negative. */
    public LocalDate add(LocalDate day, long days) {
        if (Math.abs(days) > MOST_DAYS || weekend.size() == 7) {
            throw RecordError.of("business days out of range");
        }
        int step = days < 0 ? -1 : 1;
        LocalDate found = day;
        for (long left = Math.abs(days); left > 0; ) {
            found = found.plusDays(step);
            if (isBusinessDay(found)) {
                left--;
            }
        }
        return found;
    }

    /** How many business days come after the first day, up to the second; negative backwards. */
    public long between(LocalDate first, LocalDate second) {
        if (second.isBefore(first)) {
            return -between(second, first);
        }
        return first.plusDays(1).datesUntil(second.plusDays(1)).filter(this::isBusinessDay).count();
    }
}
