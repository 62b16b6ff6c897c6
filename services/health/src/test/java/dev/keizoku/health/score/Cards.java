package dev.keizoku.health.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.kernel.StrictJson;
import java.io.UncheckedIOException;

/** Scorecards for tests. */
public final class Cards {

    /** As scorecards were before they had cards and categories: what tenants stored then is read and scored as ever. */
    public static final Scorecard FOUR = read("""
            {"measures": [
              {"measure": "login_frequency", "weight": 20, "anchors": [{"value": 0, "score": 0},
                {"value": 4, "score": 40}, {"value": 12, "score": 80}, {"value": 20, "score": 100}]},
              {"measure": "core_feature_use", "weight": 20, "anchors": [{"value": 0, "score": 0},
                {"value": 0.5, "score": 60}, {"value": 1, "score": 100}]},
              {"measure": "support_enquiries", "weight": 10, "anchors": [{"value": 0, "score": 40},
                {"value": 1, "score": 80}, {"value": 2, "score": 100}, {"value": 5, "score": 100},
                {"value": 10, "score": 40}, {"value": 20, "score": 0}]},
              {"measure": "nps", "weight": 10, "anchors": [{"value": -100, "score": 0}, {"value": 0, "score": 50},
                {"value": 100, "score": 100}]}],
             "caps": [{"rule": "no_login_days", "threshold": 14, "max_score": 69},
               {"rule": "no_login_days", "threshold": 30, "max_score": 39},
               {"rule": "core_feature_share", "threshold": 0.25, "max_score": 69}],
             "bands": {"green": 70, "yellow": 40}}
            """);

    private Cards() {}

    public static Scorecard read(String json) {
        try {
            return StrictJson.mapper().readValue(json, Scorecard.class);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
