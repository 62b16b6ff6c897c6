package dev.keizoku.health.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.health.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignalTextsTest {

    @Test
    void saysTheNumbersOfTheEvidence() {
        ObjectNode evidence = new ObjectMapper().createObjectNode();
        evidence.put("ratio_to_fleet", 0.35).put("events_7", 175).put("usual_events_7", 500.0);

        assertThat(SignalTexts.text(SignalType.USAGE_DROP, evidence, Language.EN))
                .isEqualTo("Use fell to 35% of the usual: 175 events in seven days where 500 are usual.");
        assertThat(SignalTexts.text(SignalType.USAGE_DROP, evidence, Language.JA))
                .isEqualTo("利用が通常の35%に落ちました(7日間で175件、通常は500件)。");
    }

    @Test
    void saysTheCauseOfASurge() {
        ObjectNode evidence = new ObjectMapper().createObjectNode();
        evidence.put("ratio_to_fleet", 8)
                .put("events_7", 4000)
                .put("usual_events_7", 500)
                .put("cause", "INTERNAL_CASE");

        assertThat(SignalTexts.text(SignalType.USAGE_SURGE, evidence, Language.EN))
                .startsWith("Use is 8 times the usual: 4000 events in seven days where 500 are usual. Few people,");
        assertThat(SignalTexts.text(SignalType.USAGE_SURGE, evidence, Language.JA))
                .endsWith("社内検討の可能性があります。");
    }

    @ParameterizedTest
    @EnumSource(SignalType.class)
    void hasAHeadingInBothLanguages(SignalType type) {
        assertThat(SignalTexts.title(type, Language.EN)).isNotBlank();
        assertThat(SignalTexts.title(type, Language.JA))
                .isNotBlank()
                .isNotEqualTo(SignalTexts.title(type, Language.EN));
        assertThat(SignalTexts.text(type, new ObjectMapper().createObjectNode(), Language.EN))
                .doesNotContain("{");
    }
}
