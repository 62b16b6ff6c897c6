package dev.keizoku.health.signal.rule;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.calendar.CalendarSettings;
import dev.keizoku.health.AccountDays;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.signal.Finding;
import dev.keizoku.health.signal.SignalSettings;
import dev.keizoku.health.signal.SignalSettings.Setting;
import dev.keizoku.health.signal.SignalType;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Looks at accounts for signs of leaving, in tests. */
final class Looks {

    /** A Wednesday in the working year. */
    static final LocalDate DAY = LocalDate.of(2026, 6, 10);

    private Looks() {}

    /** Saturdays, Sundays and the days named are free. */
    static BusinessCalendar calendar(LocalDate... closed) {
        return BusinessCalendar.of(new CalendarSettings(
                null, false, false, Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), Set.of(closed), Set.of()));
    }

    /** A customer of long standing that shows no sign at all. */
    static AccountDays healthy() {
        return healthy(DAY);
    }

    static AccountDays healthy(LocalDate day) {
        return AccountDays.on(day)
                .fact("""
                {"customer_since": "2025-01-01", "owner": "mika", "quantity": 20, "tier_rank": 1,
                 "core_features": ["a", "b", "c", "d"], "features": ["a", "b", "c", "d", "e", "f"]}
                """)
                .usage("""
                {"last_login_on": "%s", "first_seen_on": "2025-01-01", "active_days_7": 5, "active_days_28": 20,
                 "active_users_7": 10, "active_users_28": 12, "features_used_28": ["a", "b", "c", "d", "e"],
                 "events_7": 500, "events_28": 2000, "active_days_90": 60, "active_users_90": 14, "events_90": 6000,
                 "level": {"usual_events_7": 500, "ratio": 1.0, "fleet_ratio": 1.0, "ratio_to_fleet": 1.0,
                   "days": [{"day": "%s", "events": 100, "usual": 100, "scale": 10, "z": 0},
                            {"day": "%s", "events": 100, "usual": 100, "scale": 10, "z": 0},
                            {"day": "%s", "events": 100, "usual": 100, "scale": 10, "z": 0}], "shift": "none"},
                 "rhythm": {"bucket": "day", "now": {"adi": 1.1, "cv2": 0.1, "pattern": "smooth"},
                   "before": {"adi": 1.1, "cv2": 0.1, "pattern": "smooth"}, "gap_days": 0, "usual_gap_days": 1.0},
                 "concentration": {
                   "now": {"features": 5, "hhi": 0.25, "hhi_normalised": 0.1, "effective_features": 4.0,
                     "top_feature": "a", "top_share": 0.3},
                   "before": {"features": 5, "hhi": 0.25, "hhi_normalised": 0.1, "effective_features": 4.0,
                     "top_feature": "a", "top_share": 0.3}},
                 "trials": {"tried_28": [], "usual": 0.3},
                 "breadth": {"features_28": 5, "departments_28": 4, "seats_added_90": 5, "seats_added_before": 5},
                 "key_users": {"users": 3, "share": 0.55, "active_days_28": 40, "usual_active_days_28": 40.0,
                   "change": 0.0, "silent_days": 0, "silent_users": 0},
                 "onboarding": {"value_reached_on": "2025-02-01"},
                 "outflow": {"exports_28": 1, "usual_exports_28": 1.0, "api_reads_28": 0, "usual_api_reads_28": 0.0}}
                """.formatted(day, day, day.minusDays(1), day.minusDays(2)))
                .said("""
                {"support": {"tickets28": 2, "tickets_usual28": 2.0},
                 "relationship": {"last_meeting_on": "%s", "last_qbr_on": "%s", "last_survey_on": "%s"}}
                """.formatted(day.minusDays(7), day.minusDays(30), day.minusDays(60)));
    }

    /** The same account with other features used; arrays are replaced, not added to. */
    static AccountDays using(AccountDays account, String... features) {
        return account.usage("{\"features_used_28\": null}")
                .usage("{\"features_used_28\": [%s]}"
                        .formatted(features.length == 0 ? "" : "\"" + String.join("\", \"", features) + "\""));
    }

    /** The same account with other steps from the usual on the day and the days before it. */
    static AccountDays stepping(AccountDays account, LocalDate day, double... z) {
        StringBuilder days = new StringBuilder();
        for (int i = 0; i < z.length; i++) {
            days.append(i == 0 ? "" : ", ")
                    .append("{\"day\": \"%s\", \"events\": 1, \"usual\": 100, \"scale\": 10, \"z\": %s}"
                            .formatted(day.minusDays(i), z[i]));
        }
        return account.usage("{\"level\": {\"days\": null}}").usage("{\"level\": {\"days\": [%s]}}".formatted(days));
    }

    /** An account that began so many days before the day. */
    static AccountDays young(int days) {
        LocalDate since = DAY.minusDays(days);
        return healthy().fact("{\"customer_since\": \"%s\"}".formatted(since)).usage("""
                {"first_seen_on": "%s", "onboarding": {"value_reached_on": "%s"}}
                """.formatted(since, since));
    }

    static SignalLook look(AccountDays account) {
        return look(account.build(), SignalRules.Yesterday.NOTHING);
    }

    static SignalLook look(AccountDay account, SignalRules.Yesterday yesterday) {
        return rules(SignalSettings.DEFAULT).look(account, yesterday);
    }

    static SignalRules rules(SignalSettings settings) {
        return new SignalRules(settings, calendar(), true, true);
    }

    static Optional<Finding> find(SignalType type, AccountDays account) {
        return find(type, look(account));
    }

    static Optional<Finding> find(SignalType type, SignalLook look) {
        return look.findings().stream()
                .filter(finding -> finding.type() == type)
                .findFirst();
    }

    static boolean fires(SignalType type, AccountDays account) {
        return find(type, account).isPresent();
    }

    static double severity(SignalType type, AccountDays account) {
        return find(type, account).orElseThrow().severity().doubleValue();
    }

    /** What the day after starts from. */
    static SignalRules.Yesterday after(SignalLook look) {
        return new SignalRules.Yesterday(look.findings(), look.memory());
    }

    /** The settings with another threshold. */
    static SignalSettings with(SignalType type, String threshold, String value) {
        List<Setting> signals = SignalSettings.DEFAULT.signals().stream()
                .map(setting -> {
                    if (setting.type() != type) {
                        return setting;
                    }
                    TreeMap<String, BigDecimal> thresholds = new TreeMap<>(setting.thresholds());
                    thresholds.put(threshold, new BigDecimal(value));
                    return new Setting(type, true, setting.weight(), setting.halfLifeDays(), thresholds);
                })
                .toList();
        return new SignalSettings(SignalSettings.DEFAULT.riskLevels(), signals);
    }
}
