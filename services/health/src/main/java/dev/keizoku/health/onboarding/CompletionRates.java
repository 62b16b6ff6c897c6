package dev.keizoku.health.onboarding;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** How many of those who began in a month completed their onboarding. */
@ApplicationScoped
public class CompletionRates {

    private final CohortStore store;

    CompletionRates(CohortStore store) {
        this.store = store;
    }

    /** By the first day of the month; a month of which it is not decided yet is not there. */
    public Map<LocalDate, BigDecimal> of(TenantId tenant, LocalDate from, LocalDate to) {
        Map<LocalDate, BigDecimal> rates = new TreeMap<>();
        store.observedUntil(tenant)
                .ifPresent(until -> store.cohorts(tenant, from, to, until, new Division.None())
                        .forEach(cohort -> {
                            BigDecimal rate = cohort.rate(until);
                            if (rate != null) {
                                rates.put(cohort.month(), rate);
                            }
                        }));
        return rates;
    }
}
