package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.subscription.SubscriptionQuery.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The ids of subscriptions that may fit a query, found by what was asked of them without folding anything.
 *
 * <p>It may name some that do not fit and never leaves one out that does: a subscription that is paused was paused by a
 * change once. With an instant it goes by what was known then, changes that were taken out later included.
 */
final class Candidates {

    private static final String COLUMNS =
            "tenant, subscription_id, kind, effective_at, known_at, plan_id, price_amount, cancel_at, discount_until,"
                    + " term_ends_at, to_account_id";

    /** Of renewals, which are told of apart from the changes. */
    private static final String DUE_AT = "due_at";

    /** By an instant at which no more than this had happened, the few that had begun are found first. */
    private static final int FEW_CHANGES = 5_000;

    private final SubscriptionQuery query;
    private final @Nullable Instant asOf;
    private final Map<String, Object> bound = new HashMap<>();
    private final List<String> conditions = new ArrayList<>();

    Candidates(SubscriptionQuery query, @Nullable Instant asOf) {
        this.query = query;
        this.asOf = asOf;
        account();
        if (query.live()) {
            bound.put("shownAt", Bind.time(query.shownAt()));
            conditions.add(liveAt("shownAt"));
        }
        if (query.trialOpenAt() != null) {
            bound.put("trialOpenAt", Bind.time(query.trialOpenAt()));
            conditions.add(any("c.kind = 'trial_start' and c.effective_at <= :trialOpenAt"));
            conditions.add(liveAt("trialOpenAt"));
        }
        states();
        plans();
        span("changed", query.changed(), "effective_at", "cancel_at", "discount_until");
        span("due", query.due(), "term_ends_at", DUE_AT);
    }

    /** The next ids after one. */
    List<String> find(Handle handle, TenantId tenant, String after, int limit) {
        String where = String.join("\n and ", conditions);
        String and = (conditions.isEmpty() ? "" : "\n and " + where) + early(handle, tenant);
        String present = """
                (select s.subscription_id from subscription s
                where s.tenant = :tenant and s.subscription_id > :after%s
                order by s.subscription_id limit :limit)
                """.formatted(and);
        String removed = """
                (select distinct s.subscription_id from removed_change s
                where s.tenant = :tenant and s.subscription_id > :after and s.removed_at > :asOf%s
                order by s.subscription_id limit :limit)
                """.formatted(and);
        String sql = asOf == null ? present : present + " union " + removed + " order by subscription_id limit :limit";
        Query asked = handle.createQuery(sql)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit);
        if (asOf != null) {
            asked.bind("asOf", Bind.time(asOf));
        }
        bound.forEach((name, value) -> {
            if (value instanceof Argument argument) {
                asked.bind(name, argument);
            } else {
                asked.bind(name, value);
            }
        });
        return asked.mapTo(String.class).list();
    }

    /** Which of the ids have a renewal that is due in the span the query asks for. */
    Set<String> withRenewalDue(Handle handle, TenantId tenant, List<String> ids) {
        Span due = query.due();
        if (!due.asked() || ids.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(handle.createQuery("""
                        select distinct subscription_id from renewal
                        where tenant = :tenant and subscription_id = any(:ids)
                            and (cast(:from as timestamptz) is null or due_at >= :from)
                            and (cast(:to as timestamptz) is null or due_at < :to)
                            and (cast(:asOf as timestamptz) is null or known_at <= :asOf)
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .bind("from", due.from() == null ? null : Bind.time(due.from()))
                .bind("to", due.to() == null ? null : Bind.time(due.to()))
                .bind("asOf", asOf == null ? null : Bind.time(asOf))
                .mapTo(String.class)
                .list());
    }

    /** Near the beginning of everything hardly any was there, and looking at one after the other finds none. */
    private String early(Handle handle, TenantId tenant) {
        if (!query.live()) {
            return "";
        }
        int happened = handle.createQuery("""
                        select count(*) from (
                            select from subscription_change where tenant = :tenant and effective_at <= :shownAt
                            limit :few) change
                        """)
                .bind("tenant", tenant.value())
                .bind("shownAt", Bind.time(query.shownAt()))
                .bind("few", FEW_CHANGES + 1)
                .mapTo(Integer.class)
                .one();
        String then = asOf == null ? "" : """

                    union all select b.subscription_id from removed_change b
                    where b.tenant = :tenant and b.effective_at <= :shownAt and b.removed_at > :asOf""";
        return happened > FEW_CHANGES ? "" : """

                and s.subscription_id in (
                    select b.subscription_id from subscription_change b
                    where b.tenant = :tenant and b.effective_at <= :shownAt%s)""".formatted(then);
    }

    private void account() {
        if (query.account() == null) {
            return;
        }
        bound.put("account", query.account().value());
        String then = asOf == null ? "" : """
                 union all select a.subscription_id from removed_change a
                    where a.tenant = :tenant and a.removed_at > :asOf and :account in (a.account_id, a.to_account_id)
                union all select a.subscription_id from rekeyed_subscription a
                    where a.tenant = :tenant and a.account_id = :account
                """;
        conditions.add("""
                s.subscription_id in (
                    select a.subscription_id from subscription a
                    where a.tenant = :tenant and a.account_id = :account
                    union all select a.subscription_id from subscription_change a
                    where a.tenant = :tenant and a.to_account_id = :account%s)""".formatted(then));
    }

    private void states() {
        if (query.states().isEmpty()) {
            return;
        }
        bound.put("stateAt", Bind.time(query.shownAt()));
        List<String> either = query.states().stream().map(this::state).toList();
        conditions.add("(" + String.join("\n or ", either) + ")");
    }

    private String state(String state) {
        return switch (state) {
            case "trial" -> any("c.kind = 'trial_start' and c.effective_at <= :stateAt");
            case "free" -> any("c.price_amount = 0 and c.effective_at <= :stateAt");
            case "past_due" -> any("c.kind = 'payment_failed' and c.effective_at <= :stateAt");
            case "paused" -> any("c.kind = 'pause' and c.effective_at <= :stateAt");
            case "ended" ->
                any("c.kind in ('cancel', 'end') and c.effective_at <= :stateAt"
                        + " or c.kind = 'schedule_cancellation' and c.cancel_at <= :stateAt");
            case "active" -> liveAt("stateAt");
            default -> "(" + any("true") + " and not " + begun("stateAt") + ")";
        };
    }

    private void plans() {
        if (query.plans().isEmpty()) {
            return;
        }
        bound.put("plans", Bind.texts(query.plans().stream().map(PlanId::value).toList()));
        conditions.add("""
                s.subscription_id in (select c.subscription_id from %s c
                    where c.tenant = :tenant and c.plan_id = any(:plans))""".formatted(known()));
    }

    /** By each column on its own, so that each can go by its index. */
    private void span(String name, Span span, String... columns) {
        if (!span.asked()) {
            return;
        }
        String from = bound(name + "From", span.from());
        String to = bound(name + "To", span.to());
        List<String> ids = new ArrayList<>();
        for (String column : columns) {
            String condition = (from == null ? "" : " and c." + column + " >= " + from)
                    + (to == null ? "" : " and c." + column + " < " + to);
            ids.add("select c.subscription_id from %s c where c.tenant = :tenant and c.%s is not null%s"
                    .formatted(column.equals(DUE_AT) ? "renewal" : known(), column, condition));
        }
        conditions.add("s.subscription_id in (" + String.join("\n union all ", ids) + ")");
    }

    private @Nullable String bound(String name, @Nullable Instant value) {
        if (value == null) {
            return null;
        }
        bound.put(name, Bind.time(value));
        return ":" + name;
    }

    private String liveAt(String instant) {
        return "(" + begun(instant) + " and not "
                + looking("c.kind in ('cancel', 'end') and c.effective_at <= :" + instant) + ")";
    }

    private String begun(String instant) {
        return looking("c.kind in ('start', 'trial_start', 'free_start') and c.effective_at <= :" + instant);
    }

    /** For what holds for most: looks at one subscription after the other, and no further than the page reaches. */
    private String looking(String condition) {
        return "coalesce((select true " + of(condition) + " limit 1), false)";
    }

    /** For what holds for few: they are found first. */
    private String any(String condition) {
        return "exists (select " + of(condition) + ")";
    }

    private String of(String condition) {
        return "from %s c where c.tenant = s.tenant and c.subscription_id = s.subscription_id and (%s)"
                .formatted(known(), condition);
    }

    private String known() {
        return asOf == null ? "subscription_change" : """
                (select %1$s from subscription_change where known_at <= :asOf
                union all
                select %1$s from removed_change where known_at <= :asOf and removed_at > :asOf)""".formatted(COLUMNS);
    }
}
