package dev.keizoku.usage.measure;

import dev.keizoku.usage.measure.Onboarding.Milestone;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads one account's row of {@link TallySql}. */
final class TallyRow {

    private TallyRow() {}

    static AccountTally of(ResultSet row, LocalDate day) throws SQLException {
        LocalDate firstSeenOn = row.getObject("first_seen_on", LocalDate.class);
        int knownDays = Math.toIntExact(ChronoUnit.DAYS.between(firstSeenOn, day) + 1);
        BigDecimal seatsAdded = row.getBigDecimal("seats_added");
        BigDecimal seatsAddedBefore = row.getBigDecimal("seats_added_before");
        return new AccountTally(
                row.getString("account_id"),
                firstSeenOn,
                row.getObject("last_active_on", LocalDate.class),
                row.getObject("last_login_on", LocalDate.class),
                new DailyCounts(array(row, "ages", Integer[]::new), array(row, "counts", Long[]::new), knownDays),
                people(row),
                things(row),
                milestones(row),
                seatsAdded == null ? BigDecimal.ZERO : seatsAdded,
                seatsAddedBefore == null ? BigDecimal.ZERO : seatsAddedBefore);
    }

    private static People people(ResultSet row) throws SQLException {
        int users = row.getInt("active_users_90");
        return users == 0
                ? People.NOBODY
                : new People(
                        row.getInt("active_users_7"),
                        row.getInt("active_users_28"),
                        users,
                        row.getInt("departments_28"),
                        row.getLong("user_days_28"),
                        row.getLong("uses_before"),
                        row.getInt("key_users"),
                        row.getLong("key_uses_before"),
                        row.getLong("key_days_28"),
                        row.getLong("key_days_before"),
                        row.getObject("key_silent_days", Integer.class),
                        row.getInt("key_users_silent"));
    }

    private static List<Thing> things(ResultSet row) throws SQLException {
        String[] names = array(row, "names", String[]::new);
        String[] features = array(row, "features", String[]::new);
        Long[] events = array(row, "events", Long[]::new);
        Long[] eventsBefore = array(row, "events_before", Long[]::new);
        Integer[] windows = array(row, "windows", Integer[]::new);
        List<Thing> things = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            things.add(new Thing(names[i], features[i], events[i], eventsBefore[i], windows[i]));
        }
        return things;
    }

    private static List<Milestone> milestones(ResultSet row) throws SQLException {
        String[] names = array(row, "milestones", String[]::new);
        String[] features = array(row, "milestone_features", String[]::new);
        Integer[] days = array(row, "milestone_days", Integer[]::new);
        List<Milestone> milestones = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            milestones.add(new Milestone(names[i], features[i], LocalDate.ofEpochDay(days[i])));
        }
        return milestones;
    }

    /** The array of a column, which for an account without any such rows is null. */
    @SuppressWarnings("unchecked")
    private static <T> T[] array(ResultSet row, String column, IntFunction<T[]> none) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? none.apply(0) : (T[]) array.getArray();
    }
}
