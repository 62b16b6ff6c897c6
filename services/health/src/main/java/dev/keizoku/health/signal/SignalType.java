package dev.keizoku.health.signal;

import static dev.keizoku.health.signal.SignalFamily.COMMERCIAL;
import static dev.keizoku.health.signal.SignalFamily.ONBOARDING;
import static dev.keizoku.health.signal.SignalFamily.RELATIONSHIP;
import static dev.keizoku.health.signal.SignalFamily.SPREAD;
import static dev.keizoku.health.signal.SignalFamily.USAGE;
import static dev.keizoku.health.signal.SignalFamily.VOICE;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The signs of leaving that are looked for, each with what it weighs, in how many days its evidence loses half of its
 * force, and from where on it fires. docs/signals.md says what each means; a tenant may change all but the meaning.
 */
public enum SignalType {
    NO_LOGIN_14D(USAGE, "0.5", 14, at("days", "14"), at("long_days", "30"), at("business_days", "0")),
    CORE_FEATURE_UNUSED(USAGE, "0.4", 14, at("min_age_days", "28")),
    SILENT(USAGE, "0.45", 14, at("active_days", "4"), at("min_age_days", "28")),
    USAGE_SURGE(
            USAGE,
            "0.8",
            14,
            at("ratio", "2"),
            at("strong_ratio", "3"),
            at("extreme_ratio", "10"),
            at("z", "3.5"),
            at("min_events", "50"),
            at("few_users_ratio", "1.5"),
            at("users_in_proportion", "0.5"),
            at("growth_days", "14"),
            at("tickets_ratio", "1.5"),
            at("min_tickets", "2"),
            at("concentration_rise", "0.15"),
            at("one_feature_share", "0.8"),
            at("wider_ratio", "1.5"),
            at("min_trials", "3"),
            at("min_outflow", "5"),
            at("migration_days", "14")),
    USAGE_DROP(USAGE, "0.6", 14, at("ratio", "0.5"), at("z", "3.5"), at("min_events", "50")),
    SLOW_DECLINE(USAGE, "0.4", 14, at("slack", "0.5"), at("limit", "5")),
    FEATURE_CONCENTRATION(
            USAGE,
            "0.3",
            28,
            at("rise", "0.15"),
            at("top_share", "0.8"),
            at("min_features", "4"),
            at("min_events", "20")),
    NEW_FEATURE_TRIAL_DECLINE(
            USAGE,
            "0.15",
            28,
            at("share", "0.5"),
            at("recent_days", "60"),
            at("min_releases", "2"),
            at("min_usual", "2")),
    REGULAR_TO_INTERMITTENT(USAGE, "0.35", 14, at("interval", "1.32"), at("gap_ratio", "3"), at("min_gap_days", "7")),
    EDUCATION_NEEDED(USAGE, "0.15", 28, at("core_share", "0.5"), at("min_age_days", "28")),

    TONE_SHIFT(VOICE, "0.4", 28, at("rise", "0.15"), at("min_messages", "3")),
    EXEC_ESCALATION(VOICE, "0.4", 28, at("rise", "0.25"), at("min_messages", "3")),
    CONTRACT_TERMS_QUESTIONS(VOICE, "0.4", 21, at("window_days", "28")),
    COMPETITOR_INTEREST(VOICE, "0.5", 30, at("window_days", "90")),
    CANCELLATION_INTENT(VOICE, "0.7", 30, at("window_days", "90")),
    EXPECTATION_GAP(VOICE, "0.2", 28, at("min_tier", "2"), at("feature_share", "0.3"), at("min_requests", "2")),
    P1_OPEN(VOICE, "0.5", 7, at("long_days", "7")),

    SEAT_GROWTH_SLOWDOWN(SPREAD, "0.2", 28, at("ratio", "0.5"), at("min_seats", "4")),
    SEATS_FALLING(SPREAD, "0.45", 28, at("share", "0.05"), at("window_days", "90")),
    CROSS_DEPT_SHRINK(SPREAD, "0.3", 28, at("share", "0.25"), at("min_departments", "2")),
    KEY_USER_DECLINE(SPREAD, "0.4", 14, at("decline", "0.5"), at("silent_days", "14"), at("min_usual_days", "8")),
    SINGLE_THREADED(SPREAD, "0.2", 28, at("min_seats", "5")),

    KEY_CONTACT_LEFT(RELATIONSHIP, "0.5", 45, at("window_days", "90")),
    NO_BRIDGE_CONTACT(RELATIONSHIP, "0.1", 28, at("min_departments", "2")),
    QBR_OVERDUE(RELATIONSHIP, "0.15", 28, at("days", "90")),
    SURVEY_OVERDUE(RELATIONSHIP, "0.1", 28, at("days", "180")),
    SUCCESS_PLAN_BEHIND(RELATIONSHIP, "0.2", 28, at("min_overdue", "1")),

    CANCELLATION_NOTICE(COMMERCIAL, "0.95", 90),
    PAYMENT_FAILED(COMMERCIAL, "0.5", 30, at("long_days", "30")),
    RENEWAL_WITHOUT_INTENT(COMMERCIAL, "0.4", 30, at("days", "60")),

    ONBOARDING_AT_RISK(
            ONBOARDING,
            "0.6",
            14,
            at("first_check_day", "30"),
            at("second_check_day", "60"),
            at("third_check_day", "90"),
            at("until_day", "120"),
            at("active_days", "8"),
            at("core_share", "0.5")),
    SETUP_STALLED(ONBOARDING, "0.4", 14, at("days", "14"), at("until_day", "90")),
    KICKOFF_OVERDUE(ONBOARDING, "0.25", 14, at("days", "14"), at("until_day", "90")),
    MISSED_WEEKLY_TOUCH(ONBOARDING, "0.2", 14, at("touches", "3"), at("until_day", "90")),
    UNOWNED_ACCOUNT(ONBOARDING, "0.1", 14, at("until_day", "90"));

    private static final List<SignalType> SORTED =
            Arrays.stream(values()).sorted(Comparator.comparing(Enum::name)).toList();

    private final SignalFamily family;
    private final BigDecimal weight;
    private final int halfLifeDays;
    // It is wrapped so that nobody can change it.
    @SuppressWarnings("ImmutableEnumChecker")
    private final SortedMap<String, BigDecimal> thresholds;

    @SafeVarargs
    SignalType(SignalFamily family, String weight, int halfLifeDays, Map.Entry<String, BigDecimal>... thresholds) {
        this.family = family;
        this.weight = new BigDecimal(weight);
        this.halfLifeDays = halfLifeDays;
        SortedMap<String, BigDecimal> byName = new TreeMap<>();
        for (Map.Entry<String, BigDecimal> threshold : thresholds) {
            byName.put(threshold.getKey(), threshold.getValue());
        }
        this.thresholds = Collections.unmodifiableSortedMap(byName);
    }

    private static Map.Entry<String, BigDecimal> at(String name, String value) {
        return Map.entry(name, new BigDecimal(value));
    }

    /** All of them by name. */
    public static List<SignalType> sorted() {
        return SORTED;
    }

    public SignalFamily family() {
        return family;
    }

    /** How much the sign counts at its strongest, from 0 to 1, until the tenant says otherwise. */
    public BigDecimal weight() {
        return weight;
    }

    public int halfLifeDays() {
        return halfLifeDays;
    }

    /** From where on it fires, until the tenant says otherwise. */
    public SortedMap<String, BigDecimal> thresholds() {
        return thresholds;
    }

    /** Whether it is looked for until the tenant says otherwise; tags nobody set say nothing. */
    public boolean enabled() {
        return this != NO_BRIDGE_CONTACT;
    }
}
