package dev.keizoku.health.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.model.learn.Hazard;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What subscriptions said of an account at a time, as far as leaving may follow from it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Profile(
        String accountId,
        String state,
        @Nullable LocalDate customerSince,
        @Nullable Instant cancelAt,
        @Nullable Renewal renewal,
        @Nullable Integer termMonths,
        boolean internal,
        @Nullable String owner,
        @Nullable BigDecimal quantity,
        List<String> planIds,
        Map<String, JsonNode> attributes) {

    Profile {
        planIds = Objects.requireNonNullElse(planIds, List.of());
        attributes = Objects.requireNonNullElse(attributes, Map.of());
    }

    /** The next renewal. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Renewal(LocalDate renewsOn) {}

    /** Whether it pays: trials, free accounts and the tenant's own come and go for other reasons. */
    boolean customer() {
        return !internal
                && switch (state) {
                    case "active", "past_due", "paused" -> true;
                    default -> false;
                };
    }

    /** Where its contract stands on a day, for the month after it. */
    Hazard.Clock clock(LocalDate day, YearMonth month) {
        Integer tenure = customerSince == null
                ? null
                : Math.toIntExact(Math.max(0, ChronoUnit.MONTHS.between(customerSince, day)));
        Integer toRenewal = renewal == null || renewal.renewsOn().isBefore(month.atDay(1))
                ? null
                : Math.toIntExact(ChronoUnit.MONTHS.between(month, YearMonth.from(renewal.renewsOn())));
        return new Hazard.Clock(tenure, toRenewal, termMonths);
    }
}
