package dev.keizoku.health.prospect;

import dev.keizoku.health.expansion.Utilisation;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.UsageMeasure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How ready somebody who does not pay yet is to buy, from 0 to 100.
 *
 * @param parts what it is made of; their points sum to it
 */
public record Readiness(BigDecimal value, List<Part> parts) {

    private static final int RECENT_DAYS = 14;
    private static final int WINDOW_DAYS = 28;
    private static final int MANY_ATTEMPTS = 3;
    private static final int MANY_FEATURES = 5;
    private static final int SCALE = 2;

    /** A part, with how much of it was reached from 0 to 1. */
    public record Part(Code code, BigDecimal reached, BigDecimal points) {

        static Part of(Code code, double reached) {
            BigDecimal share = BigDecimal.valueOf(Math.clamp(reached, 0, 1)).setScale(4, RoundingMode.HALF_UP);
            return new Part(
                    code, share, share.multiply(BigDecimal.valueOf(code.most)).setScale(SCALE, RoundingMode.HALF_UP));
        }
    }

    /** What readiness is made of, each with the most it gives. */
    public enum Code {
        /** It has had something of the product. */
        FIRST_VALUE(30),
        /** How many of its features, or of five, it uses. */
        BREADTH(20),
        /** How far what it may use for nothing is used up. */
        LIMITS_MET(20),
        /** How lately, and on how many days, it was active. */
        RECENCY(15),
        /** How often it tried what is locked. */
        GATED_ATTEMPTS(15);

        private final int most;

        Code(int most) {
            this.most = most;
        }

        public int most() {
            return most;
        }
    }

    /** Null for an account that pays, is one of the tenant's own, or is neither on trial nor free. */
    public static @Nullable Readiness of(AccountDay account, Utilisation use) {
        boolean prospect =
                account.fact().state().equals("trial") || account.fact().state().equals("free");
        if (!prospect || account.fact().internal()) {
            return null;
        }
        UsageMeasure usage = account.usage();
        boolean value = account.said().success().firstValueOn() != null
                || (usage != null && usage.onboarding().valueReachedOn() != null);
        List<Part> parts = List.of(
                Part.of(Code.FIRST_VALUE, value ? 1 : 0),
                Part.of(Code.BREADTH, usage == null ? 0 : breadth(account, usage)),
                Part.of(
                        Code.LIMITS_MET,
                        use.fullest().map(most -> most.share().doubleValue()).orElse(0.0)),
                Part.of(Code.RECENCY, usage == null ? 0 : recency(account, usage)),
                Part.of(
                        Code.GATED_ATTEMPTS,
                        usage == null ? 0 : (double) usage.limits().gated28() / MANY_ATTEMPTS));
        BigDecimal sum = parts.stream().map(Part::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Readiness(sum, parts);
    }

    private static double breadth(AccountDay account, UsageMeasure usage) {
        int features = account.fact().features().isEmpty()
                ? MANY_FEATURES
                : account.fact().features().size();
        return (double) usage.featuresUsed28().size() / features;
    }

    /** Half for how lately, half for how often. */
    private static double recency(AccountDay account, UsageMeasure usage) {
        if (usage.lastActiveOn() == null) {
            return 0;
        }
        long ago = Math.max(0, ChronoUnit.DAYS.between(usage.lastActiveOn(), account.day()));
        double lately = Math.max(0, 1 - (double) ago / RECENT_DAYS);
        return (lately + (double) usage.activeDays28() / WINDOW_DAYS) / 2;
    }
}
