package dev.keizoku.health.play;

import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalType;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How plays are read from the database, for all who list them; {@code :today} is bound by them. */
public final class PlayRead {

    /** Whether the play {@code p} is late today. */
    public static final String OVERDUE =
            "(p.state = 'open' and p.first_due_on < :today or p.state = 'started' and p.due_on < :today)";

    /** The columns of a play {@code p} and of the standing {@code a} of its account, which may be missing. */
    public static final String COLUMNS =
            "p.*, " + OVERDUE + " as overdue, a.name, a.industry, a.size, a.contact_id, a.contact_role";

    private PlayRead() {}

    public static Play play(ResultSet row) throws SQLException {
        String signal = row.getString("signal_type");
        return new Play(
                row.getObject("play_id", UUID.class),
                new Play.Account(
                        row.getString("account_id"),
                        row.getString("name"),
                        row.getString("industry"),
                        row.getString("size"),
                        row.getString("contact_id"),
                        row.getString("contact_role")),
                row.getString("source"),
                row.getObject("signal_id", UUID.class),
                signal == null ? null : SignalType.valueOf(signal),
                PlaybookKey.of(row.getString("playbook")),
                row.getInt("playbooks_version"),
                row.getObject("variant", Integer.class),
                Tier.of(row.getString("tier")),
                PlayState.of(row.getString("state")),
                row.getString("owner"),
                row.getObject("opened_on", LocalDate.class),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("first_due_on", LocalDate.class),
                days(row),
                row.getObject("due_on", LocalDate.class),
                row.getObject("expires_on", LocalDate.class),
                row.getBoolean("overdue"),
                opening(row),
                instant(row, "first_action_at"),
                end(row));
    }

    private static List<LocalDate> days(ResultSet row) throws SQLException {
        return Arrays.stream((Date[]) row.getArray("step_due").getArray())
                .map(Date::toLocalDate)
                .toList();
    }

    private static Play.Opening opening(ResultSet row) throws SQLException {
        String level = row.getString("risk_level");
        return new Play.Opening(
                Band.of(row.getString("band")),
                level == null ? null : RiskLevel.of(level),
                row.getBigDecimal("risk_value"),
                row.getBigDecimal("mrr"),
                row.getString("currency"));
    }

    private static Play.@Nullable End end(ResultSet row) throws SQLException {
        Instant at = instant(row, "closed_at");
        return at == null
                ? null
                : new Play.End(
                        at,
                        row.getString("closed_by"),
                        row.getString("outcome"),
                        row.getString("reason"),
                        row.getString("note"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
