package dev.keizoku.metrics.movement;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;

/** What a day did to one subscription, from the end of the day before to its own end. */
record DayChange(Standing before, Standing after) {

    boolean begins() {
        return !before.pays() && after.pays();
    }

    boolean ends() {
        return before.pays() && !after.pays();
    }

    BigDecimal weight() {
        return after.annual().subtract(before.annual()).abs();
    }

    boolean touches(String plan) {
        return plan.equals(MrrMovement.WHOLE_CUSTOMER) || plans().contains(plan);
    }

    boolean touches(Currency currency) {
        return after.currency().equals(currency)
                || before != Standing.NONE && before.currency().equals(currency);
    }

    /** The plans whose balance it may have moved. */
    Set<String> plans() {
        return before == Standing.NONE || before.plan().equals(after.plan())
                ? Set.of(after.plan())
                : Set.of(before.plan(), after.plan());
    }
}
