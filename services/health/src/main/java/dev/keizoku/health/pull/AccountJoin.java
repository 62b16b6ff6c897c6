package dev.keizoku.health.pull;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.NdjsonReader;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Two streams sorted by account, joined account by account in one pass and constant memory.
 *
 * <p>Ends only when both streams said that they are complete: an account is never given as unused because the usage
 * stream broke before it.
 */
public final class AccountJoin implements Iterator<JoinedAccount>, AutoCloseable {

    private final NdjsonReader<AccountFact> factReader;
    private final NdjsonReader<UsageMeasure> usageReader;
    private final SortedRows<AccountFact> facts;
    private final SortedRows<UsageMeasure> usage;
    private long usageWithoutAccount;
    private long joined;

    AccountJoin(NdjsonReader<AccountFact> facts, NdjsonReader<UsageMeasure> usage, StreamSlice slice) {
        this.factReader = facts;
        this.usageReader = usage;
        this.facts = new SortedRows<>("subscriptions", facts, AccountFact::accountId, slice);
        this.usage = new SortedRows<>("usage", usage, UsageMeasure::accountId, slice);
    }

    @Override
    public boolean hasNext() {
        boolean more = facts.peek() != null;
        while (!more && usage.peek() != null) {
            usageWithoutAccount++;
            usage.skip();
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
        facts.skip();
        return new JoinedAccount(fact, measured);
    }

    /** How many accounts sent usage that subscriptions does not know. */
    public long usageWithoutAccount() {
        return usageWithoutAccount;
    }

    /** Whether usage came but none of it for an account that subscriptions knows: the ids do not match. */
    public boolean nothingMatched() {
        return joined == 0 && usageWithoutAccount > 0;
    }

    @Override
    public void close() {
        try (factReader;
                usageReader) {
            // Both are closed, whatever the first one does.
        } catch (IOException alreadyGone) {
            // The streams were only read from: nothing is lost with them.
        }
    }

    private @Nullable UsageMeasure measured(String account) {
        UsageMeasure next = usage.peek();
        while (next != null) {
            int order = CallerId.BYTEWISE.compare(next.accountId(), account);
            if (order > 0) {
                return null;
            }
            usage.skip();
            if (order == 0) {
                joined++;
                return next;
            }
            usageWithoutAccount++;
            next = usage.peek();
        }
        return null;
    }
}
