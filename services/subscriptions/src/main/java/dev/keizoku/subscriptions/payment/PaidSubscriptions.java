package dev.keizoku.subscriptions.payment;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.payment.PaidPeriods.Period;
import dev.keizoku.subscriptions.payment.PaymentStore.Stale;
import dev.keizoku.subscriptions.subscription.ChangeRequest;
import dev.keizoku.subscriptions.subscription.Outcome;
import dev.keizoku.subscriptions.subscription.Retold;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes the subscriptions of accounts what their payments say. */
@Singleton
class PaidSubscriptions {

    private static final Logger LOG = Logger.getLogger(PaidSubscriptions.class);
    private static final int AT_ONCE = 500;

    private final PaymentStore store;
    private final Retold retold;

    PaidSubscriptions(PaymentStore store, Retold retold) {
        this.store = store;
        this.retold = retold;
    }

    /** Reads the next accounts that have to be; whether there may be more. */
    boolean readNext(Handle handle, TenantId tenant, ZoneId zone, boolean history) {
        LocalDate lastDay = store.lastDay(handle, tenant);
        if (lastDay == null) {
            return false;
        }
        store.markOverdue(handle, tenant, lastDay);
        List<Stale> accounts = store.stale(handle, tenant, AT_ONCE);
        if (accounts.isEmpty()) {
            return false;
        }
        List<String> ids = accounts.stream().map(Stale::accountId).toList();
        Map<String, List<Payment>> payments = store.payments(handle, tenant, ids);
        Map<String, List<String>> before = store.subscriptions(handle, tenant, ids);
        Map<String, List<ChangeRequest>> stories = new LinkedHashMap<>();
        for (Stale account : accounts) {
            before.getOrDefault(account.accountId(), List.of()).forEach(gone -> stories.put(gone, List.of()));
            Map<String, List<ChangeRequest>> own = new LinkedHashMap<>();
            LocalDate openUntil = null;
            for (List<Payment> log : byCurrency(payments.getOrDefault(account.accountId(), List.of()))) {
                List<Period> periods = PaidPeriods.of(log, lastDay, account.rule());
                own.putAll(PaidStory.of(new AccountId(account.accountId()), periods, account.rule(), zone));
                openUntil = earlier(openUntil, openUntil(log, periods, account.rule()));
            }
            stories.putAll(own);
            store.conclude(handle, tenant, account.accountId(), own.keySet(), openUntil);
        }
        retold.replace(handle, tenant, PaidStory.PREFIX, stories, new Retold.Mode(history, zone))
                .forEach((id, outcome) -> {
                    if (outcome instanceof Outcome.Refused refused) {
                        LOG.warnf("subscription of payments not told: %s", refused.detail());
                    }
                });
        return accounts.size() == AT_ONCE;
    }

    private static Iterable<List<Payment>> byCurrency(List<Payment> payments) {
        return payments.stream()
                .collect(Collectors.groupingBy(
                        payment -> payment.currency().getCurrencyCode(), TreeMap::new, Collectors.toList()))
                .values();
    }

    private static @Nullable LocalDate openUntil(List<Payment> log, List<Period> periods, PeriodRule rule) {
        return periods.isEmpty() || periods.getLast().end() != null
                ? null
                : log.stream()
                        .map(Payment::day)
                        .max(LocalDate::compareTo)
                        .map(rule::renewableUntil)
                        .orElse(null);
    }

    private static @Nullable LocalDate earlier(@Nullable LocalDate left, @Nullable LocalDate right) {
        return left == null || right != null && right.isBefore(left) ? right : left;
    }
}
