package dev.keizoku.subscriptions.payment;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.payment.PaidPeriods.Period;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.subscription.ChangeRequest;
import dev.keizoku.subscriptions.subscription.PriceWish;
import dev.keizoku.subscriptions.subscription.TermsWish;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Why;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Periods of service as changes: periods that touch are one subscription whose terms change. */
final class PaidStory {

    /** Begins the ids of subscriptions and of changes that were read out of payments. */
    static final String PREFIX = "payment:";

    private static final int LONGEST_IN_ID = 200;

    private final AccountId account;
    private final PeriodRule rule;
    private final ZoneId zone;
    private final Map<String, List<ChangeRequest>> changes = new LinkedHashMap<>();
    private @Nullable SubscriptionId present;
    private @Nullable LocalDate until;

    private PaidStory(AccountId account, PeriodRule rule, ZoneId zone) {
        this.account = account;
        this.rule = rule;
        this.zone = zone;
    }

    /** The changes of each subscription that the periods of an account in one currency come to. */
    static Map<String, List<ChangeRequest>> of(AccountId account, List<Period> periods, PeriodRule rule, ZoneId zone) {
        PaidStory story = new PaidStory(account, rule, zone);
        periods.forEach(story::tell);
        story.finish();
        return story.changes;
    }

    private void tell(Period period) {
        if (present != null && period.start().equals(until)) {
            add(present, ChangeKind.CHANGE_TERMS, period.start(), period);
        } else {
            finish();
            present = new SubscriptionId(PREFIX + name(account) + ":" + period.currency() + ":" + period.start());
            add(present, ChangeKind.START, period.start(), period);
        }
        until = period.end();
    }

    private void finish() {
        if (present != null && until != null) {
            add(present, ChangeKind.END, until, null);
        }
        present = null;
    }

    private void add(SubscriptionId subscription, ChangeKind kind, LocalDate day, @Nullable Period period) {
        Instant at = day.atStartOfDay(zone).toInstant();
        ChangeRequest change = ChangeRequest.of(subscription, account, PREFIX + kind.wire() + ":" + day, kind, at);
        changes.computeIfAbsent(subscription.value(), id -> new ArrayList<>())
                .add(period == null ? change.with(Why.of("no payment")) : change.with(terms(period)));
    }

    private TermsWish terms(Period period) {
        Price price = new Price(new Money(period.amount(), period.currency()), rule.interval(), rule.intervalCount());
        return new TermsWish(new PlanId(period.plan()), BigDecimal.ONE, PriceWish.of(price), null, null, null);
    }

    private static String name(AccountId account) {
        String id = account.value();
        if (id.codePointCount(0, id.length()) <= LONGEST_IN_ID) {
            return id;
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
