package dev.keizoku.metrics.reason;

import dev.keizoku.metrics.movement.MovementType;
import dev.keizoku.metrics.movement.Reason;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The movements of whole customers, by period. */
@Singleton
public class MovementStore {

    private final Jdbi jdbi;

    MovementStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Everybody's movements from a day to another, the latter excluded, by day and account. */
    public List<AccountMovement> between(String tenant, LocalDate from, LocalDate to) {
        return jdbi.withHandle(handle -> list(handle.createQuery("""
                        select account_id, currency, day, type, reason, reason_code, opening, closing
                        from mrr_movement
                        where tenant = :tenant and plan_id = '' and day >= :from and day < :to
                        order by day, account_id, currency
                        """)
                .bind("tenant", tenant)
                .bind("from", from)
                .bind("to", to)));
    }

    /** The same of some accounts, by account. */
    public Map<String, List<AccountMovement>> of(
            String tenant, Collection<String> accounts, LocalDate from, LocalDate to) {
        Map<String, List<AccountMovement>> byAccount = new HashMap<>();
        jdbi.withHandle(handle -> list(handle.createQuery("""
                                select account_id, currency, day, type, reason, reason_code, opening, closing
                        from mrr_movement
                                where tenant = :tenant and account_id = any(:accounts) and plan_id = ''
                                    and day >= :from and day < :to
                                order by day, currency
                                """)
                        .bind("tenant", tenant)
                        .bindArray("accounts", String.class, List.copyOf(accounts))
                        .bind("from", from)
                        .bind("to", to)))
                .forEach(movement -> byAccount
                        .computeIfAbsent(movement.account(), any -> new ArrayList<>())
                        .add(movement));
        return byAccount;
    }

    private static List<AccountMovement> list(Query query) {
        return query.map((row, context) -> movement(row)).list();
    }

    private static AccountMovement movement(ResultSet row) throws SQLException {
        return new AccountMovement(
                row.getString("account_id"),
                Currency.getInstance(row.getString("currency")),
                row.getObject("day", LocalDate.class),
                MovementType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                row.getString("reason_code"),
                row.getBigDecimal("opening"),
                row.getBigDecimal("closing"));
    }
}
