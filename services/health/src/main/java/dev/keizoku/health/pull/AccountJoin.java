package dev.keizoku.health.pull;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Four streams sorted by account, joined account by account in one pass and constant memory.
 *
 * <p>Ends only when all streams said that they are complete: an account is never given as unused, or worth nothing,
 * because a stream broke before it.
 */
public final class AccountJoin implements Iterator<JoinedAccount>, AutoCloseable {

    private final SortedRows<AccountFact> facts;
    private final SortedRows<UsageMeasure> usage;
    private final SortedRows<Balance> balances;
    private final SortedRows<MeterValues> meters;
    private long usageWithoutAccount;
    private long joined;

    AccountJoin(
            SortedRows<AccountFact> facts,
            SortedRows<UsageMeasure> usage,
            SortedRows<Balance> balances,
            SortedRows<MeterValues> meters) {
        this.facts = facts;
        this.usage = usage;
        this.balances = balances;
        this.meters = meters;
    }

    @Override
    public boolean hasNext() {
        boolean more = facts.peek() != null;
        while (!more && usage.peek() != null) {
            usageWithoutAccount++;
            usage.skip();
        }
        while (!more && balances.peek() != null) {
            balances.skip();
        }
        while (!more && meters.peek() != null) {
            meters.skip();
        }
        return more;
    }

    @Override
    public JoinedAccount next() {
        AccountFact fact = facts.peek();
        if (fact == null) {
            throw new NoSuchElementException();
        }
        UsageMeasure measured = measured(fact.accountId());
        Balance balance = balances.at(fact.accountId());
        MeterValues used = meters.at(fact.accountId());
        facts.skip();
        return new JoinedAccount(fact, measured, balance, used == null ? Map.of() : used.byLimit());
    }

    /** How many accounts sent usage that subscriptions does not know. */
    public long usageWithoutAccount() {
        return usageWithoutAccount;
    }

    /** How many accounts sent usage that subscriptions knows. */
    public long usageWithAccount() {
        return joined;
    }

    @Override
    public void close() {
        try (facts;
                usage;
                balances;
                meters) {
            // All are closed, whatever the first one does.
        } catch (IOException alreadyGone) {
            // The streams were only read from: nothing is lost with them.
        }
    }

    private @Nullable UsageMeasure measured(String account) {
        usageWithoutAccount += usage.skipBefore(account);
        UsageMeasure measured = usage.at(account);
        joined += measured == null ? 0 : 1;
        return measured;
    }
}
