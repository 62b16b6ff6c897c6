package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Timeline;
import dev.keizoku.subscriptions.timeline.Why;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of a subscription as a caller asks for it.
 *
 * @param accountId whose subscription it is; needed where the change begins one
 * @param effectiveAt to the microsecond, which is what is stored
 * @param to whose it becomes by a transfer
 */
public record ChangeRequest(
        SubscriptionId subscriptionId,
        @Nullable AccountId accountId,
        String changeId,
        ChangeKind kind,
        Instant effectiveAt,
        TermsWish terms,
        @Nullable Instant cancelAt,
        DiscountWish discount,
        @Nullable AccountId to,
        ChargeWish charge,
        Why why) {

    /** The change a subscription that was made with {@code PUT} or from a period begins with. */
    static final String FIRST = Timeline.RESERVED + "start";

    /** The end of a period. */
    static final String LAST = Timeline.RESERVED + "end";

    /** The discount of a period. */
    static final String OFF = Timeline.RESERVED + "discount";

    public ChangeRequest {
        effectiveAt = effectiveAt.truncatedTo(ChronoUnit.MICROS);
        cancelAt = cancelAt == null ? null : cancelAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** A change that says nothing but its kind. */
    public static ChangeRequest of(
            SubscriptionId subscriptionId,
            @Nullable AccountId accountId,
            String changeId,
            ChangeKind kind,
            Instant effectiveAt) {
        return new ChangeRequest(
                subscriptionId,
                accountId,
                changeId,
                kind,
                effectiveAt,
                TermsWish.NONE,
                null,
                DiscountWish.NONE,
                null,
                ChargeWish.NONE,
                Why.UNSAID);
    }

    public ChangeRequest with(TermsWish wished) {
        return new ChangeRequest(
                subscriptionId, accountId, changeId, kind, effectiveAt, wished, cancelAt, discount, to, charge, why);
    }

    public ChangeRequest with(DiscountWish wished) {
        return new ChangeRequest(
                subscriptionId, accountId, changeId, kind, effectiveAt, terms, cancelAt, wished, to, charge, why);
    }

    public ChangeRequest with(Why said) {
        return new ChangeRequest(
                subscriptionId, accountId, changeId, kind, effectiveAt, terms, cancelAt, discount, to, charge, said);
    }

    public ChangeRequest cancelling(@Nullable Instant at) {
        return new ChangeRequest(
                subscriptionId, accountId, changeId, kind, effectiveAt, terms, at, discount, to, charge, why);
    }

    public ChangeRequest movingTo(@Nullable AccountId account) {
        return new ChangeRequest(
                subscriptionId,
                accountId,
                changeId,
                kind,
                effectiveAt,
                terms,
                cancelAt,
                discount,
                account,
                charge,
                why);
    }

    public ChangeRequest with(ChargeWish wished) {
        return new ChangeRequest(
                subscriptionId, accountId, changeId, kind, effectiveAt, terms, cancelAt, discount, to, wished, why);
    }

    /** The same request of the account that the one it names was merged into, if it was. */
    ChangeRequest resolved(Map<String, AccountId> survivors) {
        AccountId survivor = accountId == null ? null : survivors.get(accountId.value());
        return survivor == null
                ? this
                : new ChangeRequest(
                        subscriptionId,
                        survivor,
                        changeId,
                        kind,
                        effectiveAt,
                        terms,
                        cancelAt,
                        discount,
                        to,
                        charge,
                        why);
    }

    /** The same for requests that ask for the same, and for no others. */
    String fingerprint() {
        String content = String.join(
                        "\n",
                        kind.wire(),
                        effectiveAt.toString(),
                        String.valueOf(terms.planId()),
                        terms.quantity() == null ? "" : terms.quantity().toPlainString(),
                        terms.price().text(),
                        String.valueOf(cancelAt),
                        why.reason() == null ? "" : why.reason())
                + more();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Empty for what could be asked before there was more to ask: fingerprints that are stored stay true. */
    private String more() {
        return terms.moreText()
                + discount.text()
                + (to == null ? "" : "\nto " + to)
                + charge.text()
                + (why.reasonCode() == null ? "" : "\ncode " + why.reasonCode())
                + (why.intent() == null ? "" : "\nintent " + why.intent().wire());
    }
}
