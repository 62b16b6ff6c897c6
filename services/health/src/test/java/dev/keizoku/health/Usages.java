package dev.keizoku.health;

import java.time.LocalDate;

/** Lines of usage measures for {@link Upstreams.Tenant#measure}, of an account that is used as always until a test says otherwise. */
public record Usages(
        LocalDate day,
        LocalDate lastLogin,
        int events,
        int usual,
        double ratio,
        int users,
        double concentration,
        int seats,
        int departments) {

    /** A hundred events a day by ten users, as always. */
    public static Usages on(String day) {
        LocalDate date = LocalDate.parse(day);
        return new Usages(date, date, 100, 100, 1, 10, 0.1, 0, 0);
    }

    /** So many events on the day and the days before, where a hundred are usual. */
    public Usages events(int events) {
        return new Usages(day, lastLogin, events, usual, ratio, users, concentration, seats, departments);
    }

    public Usages ratio(double ratio) {
        return new Usages(day, lastLogin, events, usual, ratio, users, concentration, seats, departments);
    }

    public Usages users(int users) {
        return new Usages(day, lastLogin, events, usual, ratio, users, concentration, seats, departments);
    }

    public Usages concentration(double normalised) {
        return new Usages(day, lastLogin, events, usual, ratio, users, normalised, seats, departments);
    }

    public Usages newSeats(int seats) {
        return new Usages(day, lastLogin, events, usual, ratio, users, concentration, seats, departments);
    }

    public Usages departments(int departments) {
        return new Usages(day, lastLogin, events, usual, ratio, users, concentration, seats, departments);
    }

    public Usages lastLogin(String date) {
        return new Usages(day, LocalDate.parse(date), events, usual, ratio, users, concentration, seats, departments);
    }

    /** The line without its account. */
    public String line() {
        double z = (events - usual) / 10.0;
        return """
                {"last_login_on": "%s", "first_seen_on": "2025-01-01", "active_days_7": 5, "active_days_28": 20,
                "active_users_7": %d, "active_users_28": %d, "features_used_28": ["a", "b", "c", "d"],
                "events_7": %d, "events_28": 2000, "active_days_90": 60, "active_users_90": 14, "events_90": 6000,
                "last_active_on": "%s", "days_since_active": 0, "days_since_login": 0,
                "level": {"usual_events_7": 700, "ratio": %s, "fleet_ratio": null, "ratio_to_fleet": %s, "days": [
                  {"day": "%s", "events": %d, "usual": %d, "scale": 10, "z": %s},
                  {"day": "%s", "events": %d, "usual": %d, "scale": 10, "z": %s},
                  {"day": "%s", "events": %d, "usual": %d, "scale": 10, "z": %s}], "shift": "%s"},
                "rhythm": {"bucket": "day", "now": {"adi": 1.1, "cv2": 0.1, "pattern": "smooth"},
                  "before": {"adi": 1.1, "cv2": 0.1, "pattern": "smooth"}, "gap_days": 0, "usual_gap_days": 1.0},
                "concentration": {
                  "now": {"features": 4, "hhi": 0.3, "hhi_normalised": %s, "entropy": 0.9, "effective_features": 3.3,
                    "top_feature": "a", "top_share": 0.4},
                  "before": {"features": 4, "hhi": 0.3, "hhi_normalised": 0.1, "entropy": 0.9,
                    "effective_features": 3.3, "top_feature": "a", "top_share": 0.4}},
                "trials": {"tried_28": [], "usual": 0.3},
                "breadth": {"stickiness": 0.5, "features_28": 4, "departments_28": %s, "seats_added_90": %d,
                  "seats_added_before": 0},
                "key_users": null, "onboarding": {"steps": [], "value_reached_on": "2025-02-01", "days_to_value": 31},
                "limits": {"gated_28": 0, "usual_gated_28": 0.0, "gated_features_28": []},
                "outflow": {"exports_28": 0, "usual_exports_28": 0.0, "api_reads_28": 0, "usual_api_reads_28": 0.0}}
                """.formatted(
                        lastLogin,
                        users,
                        users,
                        Math.round(700 * ratio),
                        day,
                        ratio,
                        ratio,
                        day,
                        events,
                        usual,
                        z,
                        day.minusDays(1),
                        events,
                        usual,
                        z,
                        day.minusDays(2),
                        events,
                        usual,
                        z,
                        ratio >= 2 ? "surge" : "none",
                        concentration,
                        departments == 0 ? "null" : departments,
                        seats);
    }
}
