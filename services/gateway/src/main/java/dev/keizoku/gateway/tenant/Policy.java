package dev.keizoku.gateway.tenant;

import dev.keizoku.calendar.CalendarSettings;
import dev.keizoku.kernel.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The choices professionals disagree on that a tenant can make, and the values each takes. What they mean is defined by
 * the services that follow them; a policy that is not set has its default there.
 */
enum Policy {
    DISCOUNT_POLICY(oneOf("all", "forever_only", "none")),
    ZERO_MRR_CUSTOMER(oneOf("churn", "keep_active")),
    CHURN_TIMING(oneOf("service_end", "paid_period_end", "scheduled")),
    USAGE(oneOf("minimum", "exclude")),
    EVENT_RETENTION_DAYS(daysFrom(1)),
    PAUSED_COUNTS_IN_MRR(yesOrNo()),
    AUTO_CHURN_DAYS(daysFrom(1)),
    REACTIVATION_WINDOW_DAYS(daysFrom(0)),
    GAP_TOLERANCE_DAYS(daysFrom(0)),
    REQUIRE_FIRST_PAYMENT(yesOrNo()),
    CURRENCY_SWITCH_TOLERANCE_PERCENT(percent()),
    BUSINESS_CALENDAR(new Values(value -> CalendarSettings.read(value).isPresent(), CalendarSettings.ACCEPTED));

    private static final int MOST_DAYS = 3_650;
    private static final int MOST_DECIMALS = 2;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Values values;

    Policy(Values values) {
        this.values = values;
    }

    /** The values a policy takes. */
    private record Values(Predicate<Object> contains, String accepted) {}

    private static Values oneOf(String... words) {
        return new Values(Set.<Object>of((Object[]) words)::contains, "Accepted: " + String.join(", ", words) + ".");
    }

    private static Values yesOrNo() {
        return new Values(value -> value instanceof Boolean, "Accepted: true, false.");
    }

    private static Values daysFrom(int least) {
        return new Values(
                value -> value instanceof Integer days && days >= least && days <= MOST_DAYS,
                "A number of days from " + least + " to " + MOST_DAYS + ".");
    }

    private static Values percent() {
        return new Values(
                value -> value instanceof Number number && isPercent(new BigDecimal(number.toString())),
                "A number from 0 to 100 with at most two decimals.");
    }

    private static boolean isPercent(BigDecimal number) {
        return number.signum() >= 0
                && number.compareTo(HUNDRED) <= 0
                && number.stripTrailingZeros().scale() <= MOST_DECIMALS;
    }

    private String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with stated policies; a value of null takes a policy back and is never wrong. */
    static List<FieldError> errors(Map<String, @Nullable Object> stated) {
        Map<String, Policy> known =
                Arrays.stream(values()).collect(Collectors.toMap(Policy::wireName, policy -> policy));
        List<FieldError> errors = new ArrayList<>();
        stated.forEach((name, value) -> {
            Policy policy = known.get(name);
            if (policy == null) {
                errors.add(new FieldError("/policies/" + name, "unknown_field", "There is no such policy."));
            } else if (value != null && !policy.values.contains().test(value)) {
                errors.add(new FieldError("/policies/" + name, "invalid_value", policy.values.accepted()));
            }
        });
        return errors;
    }

    /** Policies with some of them stated anew. */
    static Map<String, Object> merge(Map<String, Object> old, Map<String, @Nullable Object> stated) {
        Map<String, Object> merged = new TreeMap<>(old);
        stated.forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }
}
