package dev.keizoku.health.expansion;

import dev.keizoku.health.measure.AccountDay;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much of what its plans allow an account uses, by the name of the limit.
 *
 * @param used what is known, whether it is limited or not
 * @param allowed what is limited
 */
public record Utilisation(Map<String, BigDecimal> used, Map<String, BigDecimal> allowed) {

    static final String USERS = "users";
    static final String SEATS = "seats";

    private static final int SCALE = 4;

    /** A limit with what is used of it. */
    public record Use(String limit, BigDecimal used, BigDecimal allowed) {

        public BigDecimal share() {
            return used.divide(allowed, SCALE, RoundingMode.HALF_UP);
        }

        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("limit", limit);
            shown.put("used", used.toPlainString());
            shown.put("allowed", allowed.toPlainString());
            shown.put("share", share());
            return shown;
        }
    }

    /** Users are held against the limit of users or, where no plan speaks of one, against the seats that are paid for. */
    public static Utilisation of(AccountDay account, Map<String, BigDecimal> meters) {
        Map<String, BigDecimal> used = new TreeMap<>(meters);
        Map<String, BigDecimal> allowed = new TreeMap<>(account.fact().limits());
        boolean bySeat =
                !allowed.containsKey(USERS) && account.fact().quantity().compareTo(BigDecimal.ONE) > 0;
        if (bySeat) {
            allowed.put(SEATS, account.fact().quantity());
        }
        if (account.fleet().usageFlows() && account.usage() != null) {
            used.putIfAbsent(
                    bySeat ? SEATS : USERS, BigDecimal.valueOf(account.usage().activeUsers28()));
        }
        return new Utilisation(used, allowed);
    }

    /** Of each limit something is known of, the fullest first. */
    List<Use> uses() {
        return uses(used);
    }

    /** The same of other use, held against the limits of now. */
    List<Use> uses(Map<String, BigDecimal> other) {
        List<Use> uses = new ArrayList<>();
        allowed.forEach((limit, most) -> {
            BigDecimal value = other.get(limit);
            if (value != null && most.signum() > 0) {
                uses.add(new Use(limit, value, most));
            }
        });
        uses.sort(Comparator.comparing(Use::share).reversed().thenComparing(Use::limit));
        return uses;
    }

    public Optional<Use> fullest() {
        return uses().stream().findFirst();
    }
}
