package dev.keizoku.gateway.crm.inbound;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a CRM says of one account, which it names by our id or by its own. */
record Update(
        @Nullable AccountId accountId,
        @Nullable @Size(min = 1, max = 255) String externalId,
        @Nullable @Valid Owner owner,
        @Nullable @Valid Renewal renewal,
        @Nullable @Valid Offer offer) {

    /** Who looks after the account; null for nobody. */
    record Owner(@Nullable @Size(min = 1, max = 255) String id) {}

    /**
     * When the account renews, as the CRM has it.
     *
     * @param subscriptionId may be left out of an account with one subscription
     * @param renewalId the CRM's id of it, by which it is told of again
     */
    record Renewal(
            @Nullable @Size(min = 1, max = 255) String subscriptionId,

            @NotNull @Size(min = 1, max = 255) String renewalId,
            @NotNull LocalDate renewsOn,

            @Nullable @Pattern(regexp = "renew|cancel|undecided", message = "Accepted: renew, cancel, undecided.") String intent) {}

    /** What can become of an offer. */
    enum Outcome {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("won")
        WON,
        @JsonProperty("lost")
        LOST,
        @JsonProperty("declined")
        DECLINED,
        @JsonProperty("expired")
        EXPIRED;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An offer we know by its id, or a deal of the CRM that is written down on first sight.
     *
     * @param terms what was offered, as {@code POST /v1/accounts/…/offers} takes it
     */
    record Offer(
            @Nullable @Size(min = 1, max = 100) String offerId,
            @Nullable @Size(min = 1, max = 200) String dealId,
            @Nullable JsonNode terms,
            @NotNull Outcome outcome,
            @Nullable @Size(max = 2000) String reason) {}

    /** What keeps it from being understood. */
    List<FieldError> errors(String pointer, boolean systemGiven) {
        List<FieldError> errors = new ArrayList<>();
        if ((accountId == null) == (externalId == null)) {
            errors.add(new FieldError(pointer, "contradiction", "Give either account_id or external_id."));
        }
        if (externalId != null && !systemGiven) {
            errors.add(new FieldError("/system", "required", "External ids are ids of a system."));
        }
        if (owner == null && renewal == null && offer == null) {
            errors.add(new FieldError(pointer, "required", "Say something of owner, renewal or offer."));
        }
        if (offer != null && (offer.offerId() == null) == (offer.dealId() == null)) {
            errors.add(new FieldError(pointer + "/offer", "contradiction", "Give either offer_id or deal_id."));
        }
        for (String id : new @Nullable String[] {
            accountId == null ? null : accountId.value(),
            renewal == null ? null : renewal.subscriptionId(),
            renewal == null ? null : renewal.renewalId(),
            offer == null ? null : offer.offerId()
        }) {
            if (".".equals(id) || "..".equals(id)) {
                errors.add(new FieldError(pointer, "invalid_value", "An id of dots alone cannot stand in a path."));
            }
        }
        if (offer != null
                && offer.dealId() != null
                && (offer.terms() == null || !offer.terms().isObject())) {
            errors.add(new FieldError(pointer + "/offer/terms", "required", "Say what the deal is about."));
        }
        return errors;
    }
}
