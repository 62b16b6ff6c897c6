package dev.keizoku.health.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.StrictJson;
import org.junit.jupiter.api.Test;

class UsageMeasureTest {

    private static final ObjectMapper MAPPER = StrictJson.mapper();

    @Test
    void readsEveryFieldThatUsageWrites() throws JsonProcessingException {
        // The example of contracts/usage.yaml.
        JsonNode line = MAPPER.readTree("""
                {"account_id":"acme","last_login_on":"2026-03-01","first_seen_on":"2025-01-14","active_days_7":4,
                "active_days_28":17,"active_users_7":5,"active_users_28":9,"features_used_28":["dashboard","export"],
                "events_7":120,"events_28":610,"active_days_90":58,"active_users_90":11,"events_90":1904,
                "last_active_on":"2026-03-01","days_since_active":1,"days_since_login":1,
                "level":{"usual_events_7":150.0,"ratio":0.8,"fleet_ratio":0.97,"ratio_to_fleet":0.824742,
                "days":[{"day":"2026-03-02","events":4,"usual":30.0,"scale":5.477226,"z":-5.477226}],"shift":"none"},
                "rhythm":{"bucket":"day","now":{"adi":1.647059,"cv2":0.31,"pattern":"intermittent"},
                "before":{"adi":1.4,"cv2":0.28,"pattern":"intermittent"},"gap_days":1,"usual_gap_days":1.0},
                "concentration":{"now":{"features":2,"hhi":0.68,"hhi_normalised":0.52,"entropy":0.455486,
                "effective_features":1.470588,"top_feature":"dashboard","top_share":0.8},
                "before":{"features":3,"hhi":0.66,"hhi_normalised":0.49,"entropy":0.581672,
                "effective_features":1.515152,"top_feature":"dashboard","top_share":0.8}},
                "trials":{"tried_28":["export"],"usual":0.333333},
                "breadth":{"stickiness":0.214286,"features_28":2,"departments_28":3,"seats_added_90":5,
                "seats_added_before":2},
                "key_users":{"users":2,"share":0.61,"active_days_28":12,"usual_active_days_28":24.0,"change":-0.5,
                "silent_days":3,"silent_users":1},
                "onboarding":{"steps":[{"step":"invite_team","reached_on":"2025-01-15"}],
                "value_reached_on":"2025-02-01","days_to_value":18},
                "limits":{"gated_28":3,"usual_gated_28":0.5,"gated_features_28":["sso"]},
                "outflow":{"exports_28":4,"usual_exports_28":1.0,"api_reads_28":7,"usual_api_reads_28":0.0}}
                """);

        UsageMeasure measure = MAPPER.treeToValue(line, UsageMeasure.class);

        assertThat(MAPPER.readTree(MAPPER.writeValueAsString(measure))).isEqualTo(line);
    }
}
