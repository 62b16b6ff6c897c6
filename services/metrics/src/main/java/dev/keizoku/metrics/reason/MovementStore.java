package dev.keizoku.metrics.reason;

import dev.keizoku.metrics.movement.MovementType;
import dev.keizoku.metrics.movement.Reason;
import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Windows;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The movements of whole customers, by period. */
@Singleton
public class MovementStore {

    private static final Comparator<AccountMovement> BY_DAY = Comparator.comparing(AccountMovement::day)
            .thenComparing(AccountMovement::account, Book.BY_ACCOUNT)
            .thenComparing(movement -> movement.currency().getCurrencyCode());

    private final Jdbi jdbi;
    private final PastMovements past;

    MovementStore(Jdbi jdbi, PastMovements past) {
        this.jdbi = jdbi;
        this.past = past;
    }

    /** Everybody's movements of a question's time as they are, or were, known; by day and account. */
    public List<AccountMovement> of(Reading.Asked asked) {
        Windows windows = asked.question().windows();
        LocalDate from = LocalDate.ofEpochDay(windows.first());
        LocalDate to = LocalDate.ofEpochDay(windows.last());
        List<AccountMovement> present = jdbi.withHandle(handle -> list(handle.createQuery("""
                        select account_id, currency, day, type, reason, reason_code, opening, closing
                        from mrr_movement
                        where tenant = :tenant and plan_id = '' and day >= :from and day < :to
                        order by day, account_id, currency
                        """)
                .bind("tenant", asked.tenant().tenant().value())
                .bind("from", from)
                .bind("to", to)));
        if (asked.asOf() == null) {
            return present;
        }
        SortedSet<String> otherwise = past.knownOtherwise(asked);
        return Stream.concat(
                        present.stream().filter(movement -> !otherwise.contains(movement.account())),
                        within(past.of(asked, otherwise), from, to))
                .sorted(BY_DAY)
                .toList();
    }

    /** The same of some accounts, from a day to another, the latter excluded; by account. */
    public Map<String, List<AccountMovement>> of(
            Reading.Asked asked, Collection<String> accounts, LocalDate from, LocalDate to) {
        return asked.asOf() == null
                ? byAccount(present(asked, accounts, from, to).stream())
                : byAccount(within(past.of(asked, accounts), from, to).sorted(BY_DAY));
    }

    private List<AccountMovement> present(
            Reading.Asked asked, Collection<String> accounts, LocalDate from, LocalDate to) {
        return jdbi.withHandle(handle -> list(handle.createQuery("""
                        select account_id, currency, day, type, reason, reason_code, opening, closing
                        from mrr_movement
                        where tenant = :tenant and account_id = any(:accounts) and plan_id = ''
                            and day >= :from and day < :to
                        order by day, currency
                        """)
                .bind("tenant", asked.tenant().tenant().value())
                .bindArray("accounts", String.class, List.copyOf(accounts))
                .bind("from", from)
                .bind("to", to)));
    }

    private static Stream<AccountMovement> within(List<AccountMovement> movements, LocalDate from, LocalDate to) {
        return movements.stream()
                .filter(movement ->
                        !movement.day().isBefore(from) && movement.day().isBefore(to));
    }

    private static Map<String, List<AccountMovement>> byAccount(Stream<AccountMovement> movements) {
        return movements.collect(Collectors.groupingBy(AccountMovement::account));
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
