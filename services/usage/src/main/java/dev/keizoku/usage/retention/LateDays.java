package dev.keizoku.usage.retention;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes days whose events come when some tenant no longer keeps them, so that they do not stay. */
@Singleton
public final class LateDays {

    /** Longer than storing what was noted may take. */
    static final Duration LOOKED_AT = Duration.ofHours(1);

    private static final Duration NOTED_AGAIN = LOOKED_AT.dividedBy(3);
    private static final int MOST_REMEMBERED = 10_000;

    /** A sweep may move the horizon while events are being stored: days a little after it are noted too. */
    private static final String NOTE = """
            insert into event_late_day (noted_at, day)
            select ?, day from unnest(?) as old (day)
            where day < (select max(kept_from) from event_horizon) + 2
            order by day
            on conflict (day) do update set noted_at = excluded.noted_at
            returning day
            """;

    private final Clock clock;
    private final Map<LocalDate, Instant> noted = new ConcurrentHashMap<>();

    LateDays(Clock clock) {
        this.clock = clock;
    }

    /** Whether any of the days may be one that some tenant no longer keeps, and was not just noted. */
    public boolean mayHold(Collection<LocalDate> days) {
        return days.stream().anyMatch(this::isNews);
    }

    /** Notes those that are; before their events are stored, and committed before that. */
    public void note(Connection connection, Collection<LocalDate> days) throws SQLException {
        Instant now = clock.instant();
        if (noted.size() > MOST_REMEMBERED) {
            noted.clear();
        }
        try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "date", days.stream().filter(this::isNews).toArray()));
            try (ResultSet late = statement.executeQuery()) {
                while (late.next()) {
                    noted.put(late.getObject(1, LocalDate.class), now);
                }
            }
        }
    }

    /** Whoever is a day ahead of UTC and keeps events for a day still keeps those of our today. */
    private boolean isNews(LocalDate day) {
        Instant now = clock.instant();
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        Instant before = noted.get(day);
        return day.isBefore(today)
                && (before == null || before.isBefore(now.minus(NOTED_AGAIN)) || before.isAfter(now));
    }
}
