package dev.keizoku.demo.company;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer while its story is being written; every method appends changes that are legal after those before. */
final class Life {

    private final int number;
    private final Profile profile;
    private final double contentment;
    private final List<Change> changes = new ArrayList<>();

    private @Nullable Terms terms;
    private @Nullable LocalDate paidSince;
    private @Nullable Farewell farewell;
    private @Nullable LocalDate saved;
    private int subscriptions;
    private int changesOfSubscription;

    Life(int number, Profile profile, double contentment) {
        this.number = number;
        this.profile = profile;
        this.contentment = contentment;
    }

    double contentment() {
        return contentment;
    }

    Terms terms() {
        if (terms == null) {
            throw new IllegalStateException("The customer pays for nothing now.");
        }
        return terms;
    }

    LocalDate paidSince() {
        if (paidSince == null) {
            throw new IllegalStateException("The customer never paid.");
        }
        return paidSince;
    }

    LocalDate lastChange() {
        return changes.getLast().at().toLocalDate();
    }

    boolean paysBefore(LocalDate day) {
        return terms != null && paidSince != null && paidSince.isBefore(day);
    }

    boolean left() {
        return farewell != null;
    }

    @Nullable Farewell farewell() {
        return farewell;
    }

    boolean hasReturned() {
        return subscriptions > 1;
    }

    /** The day of a month on which it may leave: its billing day, or the anniversary of an annual contract. */
    @Nullable LocalDate leavingDay(YearMonth month) {
        var start = paidSince();
        var day = month.atDay(Math.min(start.getDayOfMonth(), month.lengthOfMonth()));
        if (terms().billing() == Billing.ANNUAL && start.getMonth() != month.getMonth()) {
            return null;
        }
        return day.isBefore(start.plusDays(40)) ? null : day;
    }

    void tryOut(Terms trial, LocalDateTime at) {
        subscribe();
        append(Change.Kind.TRIAL_START, at, trial, null, null);
    }

    void giveUpTrial(LocalDateTime at) {
        append(Change.Kind.END, at, null, null, "trial_not_converted");
    }

    void start(Terms paid, LocalDateTime at) {
        if (changes.isEmpty() || changes.getLast().kind() != Change.Kind.TRIAL_START) {
            subscribe();
        }
        terms = paid;
        paidSince = at.toLocalDate();
        append(Change.Kind.START, at, paid, null, null);
    }

    void changeTerms(Terms next, LocalDateTime at, String reason) {
        terms = next;
        append(Change.Kind.CHANGE_TERMS, at, next, null, reason);
    }

    void callOff(LocalDateTime notice, LocalDate planned, LocalDateTime retracted) {
        append(Change.Kind.SCHEDULE_CANCELLATION, notice, null, planned.atStartOfDay(), "hesitating");
        append(Change.Kind.RETRACT_CANCELLATION, retracted, null, null, "kept_by_customer_success");
        saved = retracted.toLocalDate();
    }

    /** Leaves at the start of {@code goodbye}, with notice if there was time for one. */
    void leave(Farewell goodbye, LocalDateTime notice, String reason) {
        if (notice.toLocalDate().isAfter(lastChange()) && notice.toLocalDate().isBefore(goodbye.on())) {
            append(Change.Kind.SCHEDULE_CANCELLATION, notice, null, goodbye.on().atStartOfDay(), reason);
        } else {
            append(Change.Kind.CANCEL, goodbye.on().atStartOfDay(), null, null, reason);
        }
        farewell = goodbye;
        terms = null;
    }

    Customer finish() {
        return new Customer(number, accountId(), profile, contentment, changes, farewell, saved);
    }

    private void subscribe() {
        subscriptions++;
        changesOfSubscription = 0;
    }

    private String accountId() {
        return "c-%04d".formatted(number);
    }

    private void append(
            Change.Kind kind,
            LocalDateTime at,
            @Nullable Terms changed,
            @Nullable LocalDateTime cancelAt,
            @Nullable String reason) {
        var subscription = "s-%04d-%d".formatted(number, subscriptions);
        changesOfSubscription++;
        var id = "%s-%d".formatted(subscription, changesOfSubscription);
        changes.add(new Change(id, subscription, accountId(), kind, at, changed, cancelAt, reason));
    }
}
