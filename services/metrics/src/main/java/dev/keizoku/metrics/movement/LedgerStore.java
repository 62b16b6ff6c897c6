package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.CopyText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The ledger's rows. */
public final class LedgerStore {

    private LedgerStore() {}

    /** Replaces the movements of some accounts, and marks the accounts as touched. */
    public static void replace(Handle handle, String tenant, long seq, Map<String, List<MrrMovement>> byAccount) {
        handle.createUpdate("delete from mrr_movement where tenant = :tenant and account_id = any(:accounts)")
                .bind("tenant", tenant)
                .bindArray("accounts", String.class, List.copyOf(byAccount.keySet()))
                .execute();
        try (CopyText copy = CopyText.into(handle, "mrr_movement")) {
            byAccount.forEach(
                    (account, movements) -> movements.forEach(movement -> write(copy, tenant, account, seq, movement)));
            copy.finish();
        }
        touch(handle, tenant, seq, byAccount.keySet());
    }

    private static void touch(Handle handle, String tenant, long seq, Collection<String> accounts) {
        handle.createUpdate("""
                        insert into account (tenant, account_id, name, attributes, deleted, touched)
                        select :tenant, account_id, account_id, '{}', false, :seq from unnest(:accounts) as account_id
                        on conflict (tenant, account_id) do update set touched = excluded.touched
                        """)
                .bind("tenant", tenant)
                .bind("seq", seq)
                .bindArray("accounts", String.class, List.copyOf(accounts))
                .execute();
    }

    /** Whether the feed has told of the account, and not of its end. */
    public static boolean knows(Handle handle, String tenant, String account) {
        return handle.createQuery("""
                        select exists (select from account
                            where tenant = :tenant and account_id = :account and not deleted)
                        """)
                .bind("tenant", tenant)
                .bind("account", account)
                .mapTo(Boolean.class)
                .one();
    }

    /** Every movement of a whole customer, by day. */
    public static List<MrrMovement> of(Handle handle, String tenant, String account) {
        return handle.createQuery("""
                        select * from mrr_movement
                        where tenant = :tenant and account_id = :account and plan_id = ''
                        order by day, currency
                        """)
                .bind("tenant", tenant)
                .bind("account", account)
                .map((row, context) -> movement(row))
                .list();
    }

    /** The movement a row of the ledger tells. */
    public static MrrMovement movement(ResultSet row) throws SQLException {
        return new MrrMovement(
                row.getString("plan_id"),
                Currency.getInstance(row.getString("currency")),
                row.getString("billing_interval"),
                row.getString("term"),
                row.getObject("day", LocalDate.class),
                MovementType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                row.getString("reason_code"),
                row.getBigDecimal("opening"),
                row.getBigDecimal("closing"),
                row.getBigDecimal("opening_gross"),
                row.getBigDecimal("closing_gross"),
                row.getInt("subscriptions"),
                row.getInt("paying_subscriptions"),
                row.getInt("paused_subscriptions"));
    }

    private static void write(CopyText copy, String tenant, String account, long seq, MrrMovement movement) {
        copy.field(tenant)
                .field(account)
                .field(movement.plan())
                .field(movement.currency().getCurrencyCode())
                .field(movement.day())
                .field(movement.type().wireName())
                .field(movement.reason().wireName())
                .field(movement.opening().toPlainString())
                .field(movement.closing().toPlainString())
                .field(movement.subscriptions())
                .field(movement.payingSubscriptions())
                .field(seq)
                .field(movement.interval())
                .field(movement.term())
                .field(movement.openingGross().toPlainString())
                .field(movement.closingGross().toPlainString())
                .field(movement.pausedSubscriptions())
                .field(movement.code())
                .endRow();
    }
}
