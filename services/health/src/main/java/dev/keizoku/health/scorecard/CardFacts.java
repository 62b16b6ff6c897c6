package dev.keizoku.health.scorecard;

import dev.keizoku.health.measure.AccountDay;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of an account on a day chooses its scorecard and holds its score down, beside its measures.
 *
 * @param attributes those that are texts, numbers or flags
 * @param daysSinceLogin null when there was none or when the tenant sends no usage
 * @param cancelled whether an end is scheduled
 * @param urgentTicketDays for how long the oldest urgent ticket is open; null when none is
 */
public record CardFacts(
        List<String> plans,
        Map<String, String> attributes,
        @Nullable Integer daysSinceLogin,
        boolean cancelled,
        @Nullable Integer urgentTicketDays) {

    public static final CardFacts NONE = new CardFacts(List.of(), Map.of(), null, false, null);

    public static CardFacts of(AccountDay day) {
        Map<String, String> attributes = new TreeMap<>();
        day.fact().attributes().forEach((name, value) -> {
            if (value.isValueNode() && !value.isNull()) {
                attributes.put(name, value.asText());
            }
        });
        LocalDate urgent = day.said().support().openCriticalSince();
        return new CardFacts(
                day.fact().planIds(),
                attributes,
                day.daysSinceLogin(),
                day.fact().cancelAt() != null,
                urgent == null ? null : Math.toIntExact(ChronoUnit.DAYS.between(urgent, day.day())));
    }
}
