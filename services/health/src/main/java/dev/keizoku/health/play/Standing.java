package dev.keizoku.health.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.play.book.PlaybookSettings;
import dev.keizoku.health.play.book.Traits;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.Balance;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.Risk;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the plays of an account have to know of it, as of the day it was last looked at.
 *
 * @param risk null for one that is no longer scored
 */
public record Standing(
        AccountFact fact,
        @Nullable Balance balance,
        Band band,
        @Nullable Risk risk,
        Traits traits) {

    private static final int EARLY_DAYS = 90;

    public static Standing of(
            AccountFact fact,
            @Nullable Balance balance,
            Band band,
            @Nullable Risk risk,
            LocalDate day,
            PlaybookSettings.Attributes names) {
        String maturity = text(fact.attributes(), names.maturity());
        LocalDate since = fact.customerSince();
        boolean young = since != null && ChronoUnit.DAYS.between(since, day) < EARLY_DAYS;
        return new Standing(
                fact,
                balance,
                band,
                risk,
                new Traits(
                        text(fact.attributes(), names.industry()),
                        text(fact.attributes(), names.size()),
                        text(fact.attributes(), names.techLiteracy()),
                        maturity == null && young ? Traits.EARLY : maturity));
    }

    /** The one to speak to: a champion, then somebody with a role, of those who are there. */
    public Optional<AccountFact.Contact> contact() {
        return fact.contacts().stream()
                .filter(AccountFact.Contact::active)
                .min(Comparator.comparing((AccountFact.Contact contact) -> !contact.champion())
                        .thenComparing(contact -> contact.role() == null)
                        .thenComparing(AccountFact.Contact::contactId));
    }

    private static @Nullable String text(Map<String, JsonNode> attributes, String name) {
        JsonNode value = attributes.get(name);
        return value == null
                        || !value.isValueNode()
                        || value.isNull()
                        || value.asText().isBlank()
                ? null
                : value.asText();
    }
}
