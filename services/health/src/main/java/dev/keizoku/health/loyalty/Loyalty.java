package dev.keizoku.health.loyalty;

import dev.keizoku.health.expansion.ExpansionSettings;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.Balance;
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

    /** Whether it recommends us and pays more than 90 days before; who paid nothing then has begun, not grown. */
    public static boolean grows(AccountDay account, ExpansionSettings settings) {
        Balance balance = account.balance();
        return balance != null
                && balance.mrr90DaysBefore().signum() > 0
                && balance.mrr().compareTo(balance.mrr90DaysBefore()) > 0
                && recommends(account, settings);
    }

    private static boolean satisfied(AccountDay account, ExpansionSettings settings) {
        if (account.said().nps().answers() > 0) {
            return recommends(account, settings);
        }
        Double csat = account.said().csat().mean();
        return csat != null && csat >= settings.loyalCsat().doubleValue();
    }

    private static boolean recommends(AccountDay account, ExpansionSettings settings) {
        var nps = account.said().nps();
        return nps.answers() > 0 && nps.value() >= settings.loyalNps().doubleValue();
    }
}
