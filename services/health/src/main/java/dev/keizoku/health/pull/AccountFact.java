package dev.keizoku.health.pull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What subscriptions says of an account at the end of a day.
 *
 * @param attributes as the tenant names them: industry, company size, technical literacy, maturity
 * @param state {@code trial}, {@code active}, {@code past_due}, {@code free}, {@code paused}, {@code ended} or
 *     {@code none}
 * @param endedOn the day the last subscription ended; null also where subscriptions does not say
 * @param features all features of its plans, the core ones among them
 * @param limits what its plans allow of a meter or an axis; one that is unlimited, or not spoken of, is not there
 * @param tierRank the highest rank of its plans' tiers
 * @param quantity paid seats
 * @param cancelAt an end that is scheduled: a cancellation was given notice of
 * @param renewal the next one that is due
 * @param owner who looks after it
 * @param termMonths the longest term it is bound for; null for one that can leave at the end of a billing interval
 * @param internal whether it is the tenant's own, a test or a demonstration
 * @param parentId the account it belongs to
 * @param paymentFailedOn since when a payment is overdue
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AccountFact(
        String accountId,
        @Nullable String name,
        @Nullable Map<String, String> externalIds,
        Map<String, JsonNode> attributes,
        String state,
        @Nullable LocalDate customerSince,
        @Nullable LocalDate endedOn,
        List<String> planIds,
        List<String> coreFeatures,
        List<String> features,
        Map<String, BigDecimal> limits,
        @Nullable Integer tierRank,
        BigDecimal quantity,
        @Nullable Instant cancelAt,
        @Nullable Renewal renewal,
        @Nullable String owner,
        @Nullable String country,
        @Nullable Integer termMonths,
        boolean internal,
        @Nullable String parentId,
        List<Contact> contacts,
        @Nullable LocalDate paymentFailedOn) {

    /** Accounts are still scored for this long after their last subscription ended. */
    public static final int DAYS_AFTER_END = 30;

    public AccountFact {
        attributes = Absent.empty(attributes);
        planIds = Absent.empty(planIds);
        coreFeatures = Absent.empty(coreFeatures);
        features = Absent.empty(features);
        limits = Absent.empty(limits);
        quantity = quantity == null ? BigDecimal.ZERO : quantity;
        contacts = Absent.empty(contacts);
    }

    /**
     * A term that comes to its end.
     *
     * @param noticeDeadline the last day on which the customer may still say no
     * @param autoRenew whether it goes on when nobody says anything
     * @param intent what is meant to become of it, when somebody has said: {@code confirmed} and others
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Renewal(
            LocalDate renewsOn,
            @Nullable LocalDate noticeDeadline,
            boolean autoRenew,
            @Nullable String intent) {}

    /**
     * Somebody at the account.
     *
     * @param userId who it is in the events of usage
     * @param bridge whether the person stands between the technical and the business side
     * @param changedOn the day of the last change of status or role; null when there was none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Contact(
            String contactId,
            @Nullable String userId,
            @Nullable String role,
            @Nullable String department,
            boolean champion,
            boolean bridge,
            ContactStatus status,
            @Nullable LocalDate changedOn) {

        /** Whether the person can still be spoken to there. */
        public boolean active() {
            return status == ContactStatus.ACTIVE;
        }
    }

    /** Where a person is. */
    public enum ContactStatus {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("moved")
        MOVED,
        @JsonProperty("left")
        LEFT
    }

    /** Whether the account is a customer or in trial. */
    public boolean live() {
        return switch (state) {
            case "none", "ended" -> false;
            default -> true;
        };
    }

    /** Whether the account's last subscription is over, without saying since when. */
    public boolean endedSomeTime() {
        return state.equals("ended") && endedOn == null;
    }

    /** Whether the account has a score on the day, as far as its facts say. */
    public boolean scoredOn(LocalDate day) {
        return live() || (endedOn != null && !endedOn.plusDays(DAYS_AFTER_END).isBefore(day));
    }
}
