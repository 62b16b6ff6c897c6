package dev.keizoku.health.scorecard;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.stage.LifecycleStage;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of an account on a day chooses its scorecard and holds its score down, beside its measures.
 *
 * @param size by the paid seats: to whom the account is compared
 * @param attributes those that are texts, numbers or flags
 * @param daysSinceLogin null when there was none or when the tenant sends no usage
 * @param cancelled whether an end is scheduled
 * @param urgentTicketDays for how long the oldest urgent ticket is open; null when none is
 */
public record CardFacts(
        List<String> plans,
        String size,
        Map<String, String> attributes,
        @Nullable Integer daysSinceLogin,
        boolean cancelled,
        @Nullable Integer urgentTicketDays) {

    private static final String SMALLEST = "1-9";

    public static final CardFacts NONE = new CardFacts(List.of(), SMALLEST, Map.of(), null, false, null);

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
                size(day.fact().quantity().doubleValue()),
                attributes,
                day.daysSinceLogin(),
                day.fact().cancelAt() != null,
                urgent == null ? null : Math.toIntExact(ChronoUnit.DAYS.between(urgent, day.day())));
    }

    /** The accounts it is compared with: of the same first plan, size and stage. */
    public String cohort(LifecycleStage stage) {
        return (plans.isEmpty() ? "-" : plans.getFirst()) + " / " + size + " / " + stage.key();
    }

    private static String size(double seats) {
        if (seats < 10) {
            return SMALLEST;
        }
        if (seats < 50) {
            return "10-49";
        }
        return seats < 250 ? "50-249" : seats < 1000 ? "250-999" : "1000+";
    }
}
