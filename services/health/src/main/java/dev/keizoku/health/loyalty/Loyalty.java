package dev.keizoku.health.loyalty;

import dev.keizoku.health.expansion.ExpansionSettings;
import dev.keizoku.health.measure.AccountDay;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Whether a customer is loyal: satisfied by its latest answers, a customer for long, and not about to go. */
public enum Loyalty {
    LOYAL,
    NOT_YET;

    /** Null for who does not pay, or is one of the tenant's own. */
    public static @Nullable Loyalty of(AccountDay account, ExpansionSettings settings) {
        boolean pays = account.fact().state().equals("active")
                || account.fact().state().equals("past_due");
        if (!pays || account.fact().internal()) {
            return null;
        }
        LocalDate since = account.fact().customerSince();
        boolean stays = since != null
                && !since.plusDays(settings.loyalDays()).isAfter(account.day())
                && account.fact().cancelAt() == null;
        return stays && satisfied(account, settings) ? LOYAL : NOT_YET;
    }

    private static boolean satisfied(AccountDay account, ExpansionSettings settings) {
        var nps = account.said().nps();
        if (nps.answers() > 0) {
            return nps.value() >= settings.loyalNps().doubleValue();
        }
        Double csat = account.said().csat().mean();
        return csat != null && csat >= settings.loyalCsat().doubleValue();
    }
}
