package dev.keizoku.usage.measure;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.usage.measure.MeasureStore.Slice;
import dev.keizoku.usage.measure.Onboarding.Milestone;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Milestones and seats in the order of the accounts: they are asked for over the whole history, and are few. */
final class MilestoneStore implements AutoCloseable {

    private static final int FETCH = 500;

    private static final String TOLD = """
            select account_id, name, feature, min(day) as first_on,
                sum(case when sum > 0 then sum else count end) filter (where name = 'seat.added'
                    and day > cast(:day as date) - 90) as added,
                sum(case when sum > 0 then sum else count end) filter (where name = 'seat.added'
                    and day <= cast(:day as date) - 90 and day > cast(:day as date) - 180) as added_before
            from usage_day
            where tenant_no = :tenant and day <= :day and received_on <= :known
                and name in ('setup.step', 'value.reached', 'seat.added') and account_id <> '' and %s
            group by account_id, name, feature
            order by account_id
            """;

    private static final String ONE = TOLD.formatted("account_id = :from");
    private static final String RANGE = TOLD.formatted("account_id >= :from and (:to = '' or account_id < :to)");

    private final ResultIterator<Told> rows;
    private @Nullable Told next;

    private record Told(
            String account,
            Milestone milestone,
            @Nullable BigDecimal added,
            @Nullable BigDecimal addedBefore) {}

    MilestoneStore(Handle handle, Slice slice) {
        Query query = handle.createQuery(slice.one() ? ONE : RANGE)
                .bind("tenant", slice.tenant())
                .bind("day", slice.day())
                .bind("known", slice.knownOn())
                .bind("from", slice.first());
        if (!slice.one()) {
            query.bind("to", slice.to() == null ? "" : slice.to());
        }
        rows = query.setFetchSize(FETCH)
                .map((row, context) -> new Told(
                        row.getString("account_id"),
                        new Milestone(
                                row.getString("name"),
                                row.getString("feature"),
                                row.getObject("first_on", LocalDate.class)),
                        row.getBigDecimal("added"),
                        row.getBigDecimal("added_before")))
                .iterator();
        next = rows.hasNext() ? rows.next() : null;
    }

    /** Those of an account; accounts have to be asked for in their order. */
    Milestones of(String account) {
        while (next != null && CallerId.BYTEWISE.compare(next.account, account) < 0) {
            next = rows.hasNext() ? rows.next() : null;
        }
        if (next == null || !next.account.equals(account)) {
            return Milestones.NONE;
        }
        List<Milestone> first = new ArrayList<>();
        BigDecimal added = BigDecimal.ZERO;
        BigDecimal before = BigDecimal.ZERO;
        while (next != null && next.account.equals(account)) {
            first.add(next.milestone);
            added = next.added == null ? added : added.add(next.added);
            before = next.addedBefore == null ? before : before.add(next.addedBefore);
            next = rows.hasNext() ? rows.next() : null;
        }
        return new Milestones(List.copyOf(first), added, before);
    }

    @Override
    public void close() {
        rows.close();
    }
}
