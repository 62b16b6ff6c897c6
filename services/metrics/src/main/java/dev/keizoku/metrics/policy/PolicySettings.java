package dev.keizoku.metrics.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.metrics.movement.LedgerPolicies;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's policies as its record states them: names and values.
 *
 * <p>What is absent, unknown or not understood leaves the default in force; {@link #notApplied()} names the latter two,
 * because a setting that silently does nothing looks like one that works.
 */
public final class PolicySettings {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_DAYS = 3_650;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The policies that figures follow; what else a record states is for others. */
    static final List<String> NAMES = List.copyOf(of("{}").inForce().keySet());

    private final JsonNode stated;
    private final Set<String> applied = new TreeSet<>();
    private final LedgerPolicies policies;

    private PolicySettings(JsonNode stated) {
        this.stated = stated;
        LedgerPolicies defaults = LedgerPolicies.DEFAULTS;
        this.policies = new LedgerPolicies(
                choice("discount_policy", defaults.discounts(), LedgerPolicies.Discounts.values()),
                word("zero_mrr_customer", "churn", "keep_active").equals("keep_active"),
                days("auto_churn_days", 1),
                flag("paused_counts_in_mrr"),
                choice("churn_timing", defaults.churnTiming(), LedgerPolicies.ChurnTiming.values()),
                days("reactivation_window_days", 0),
                zeroUnlessSet(days("gap_tolerance_days", 0)),
                choice("usage", defaults.usage(), LedgerPolicies.Usage.values()),
                flag("require_first_payment"),
                percent("currency_switch_tolerance_percent").movePointLeft(2));
    }

    /** Reads a JSON object of names and values. */
    public static PolicySettings of(String json) {
        try {
            return new PolicySettings(MAPPER.readTree(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The policies column holds what is not JSON.", impossible);
        }
    }

    public LedgerPolicies policies() {
        return policies;
    }

    /** Every policy there is with the value in force, absent ones with their default. */
    public Map<String, @Nullable Object> inForce() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("discount_policy", wire(policies.discounts()));
        values.put("zero_mrr_customer", policies.keepsZeroCustomers() ? "keep_active" : "churn");
        values.put("auto_churn_days", policies.autoChurnDays());
        values.put("paused_counts_in_mrr", policies.pausedCounts());
        values.put("churn_timing", wire(policies.churnTiming()));
        values.put("reactivation_window_days", policies.reactivationWindowDays());
        values.put("gap_tolerance_days", policies.gapToleranceDays());
        values.put("usage", wire(policies.usage()));
        values.put("require_first_payment", policies.requiresFirstPayment());
        values.put(
                "currency_switch_tolerance_percent",
                plain(policies.currencySwitchTolerance().movePointRight(2)));
        return Collections.unmodifiableMap(values);
    }

    /** Names that were stated and have no effect on the ledger, or a value it does not understand. */
    public Set<String> notApplied() {
        Set<String> names = new TreeSet<>();
        stated.fieldNames().forEachRemaining(names::add);
        names.removeAll(applied);
        return names;
    }

    private <E extends Enum<E>> E choice(String name, E fallback, E[] choices) {
        String[] words = Arrays.stream(choices).map(PolicySettings::wire).toArray(String[]::new);
        String found = word(name, wire(fallback), words);
        return Arrays.stream(choices)
                .filter(choice -> wire(choice).equals(found))
                .findFirst()
                .orElse(fallback);
    }

    private String word(String name, String fallback, String... accepted) {
        String value = stated.path(name).asText("").toLowerCase(Locale.ROOT);
        if (value.equals(fallback) || Arrays.asList(accepted).contains(value)) {
            applied.add(name);
            return value;
        }
        return fallback;
    }

    private boolean flag(String name) {
        return word(name, "false", "true").equals("true");
    }

    private @Nullable Integer days(String name, int least) {
        JsonNode value = stated.path(name);
        if (value.isNull()) {
            applied.add(name);
        }
        String text = value.asText("");
        if (!text.matches("[0-9]{1,4}")) {
            return null;
        }
        int days = Integer.parseInt(text);
        if (days < least || days > MOST_DAYS) {
            return null;
        }
        applied.add(name);
        return days;
    }

    private BigDecimal percent(String name) {
        String text = stated.path(name).asText("");
        BigDecimal percent = text.matches("[0-9]{1,3}([.][0-9]{1,2})?") ? new BigDecimal(text) : null;
        if (percent == null || percent.compareTo(HUNDRED) > 0) {
            return BigDecimal.ZERO;
        }
        applied.add(name);
        return percent;
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static int zeroUnlessSet(@Nullable Integer days) {
        return days == null ? 0 : days;
    }

    private static String wire(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
