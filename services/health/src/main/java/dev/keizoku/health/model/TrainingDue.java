package dev.keizoku.health.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Once a month, as soon as it is known for sure who left in the month before. */
final class TrainingDue {

    /** Who is back within a week never left, and the week's last night is over on the day after. */
    private static final int DAY_OF_MONTH = Period.GAP_DAYS + 2;

    private TrainingDue() {}

    static boolean due(@Nullable Instant lastAsked, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate thisMonth = today.withDayOfMonth(DAY_OF_MONTH);
        LocalDate since = today.isBefore(thisMonth) ? thisMonth.minusMonths(1) : thisMonth;
        return lastAsked == null || lastAsked.atZone(zone).toLocalDate().isBefore(since);
    }
}
