package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A built service refuses to run on settings that are not safe. */
class StartingConfigurationStoryTest {

    private final Suite suite = Suite.running();

    @Test
    void refusesAMovableClockOutsideStories() {
        assertThat(suite.refusal(Member.USAGE, Map.of("QUARKUS_PROFILE", "prod", "KEIZOKU_CLOCK_MOVABLE", "true")))
                .contains("keizoku.clock.movable is for the e2e profile");
    }

    @Test
    void refusesAMovableClockThatOthersCanReach() {
        assertThat(suite.refusal(Member.USAGE, Map.of("QUARKUS_MANAGEMENT_HOST", "0.0.0.0")))
                .contains("on a loopback address");
    }

    @Test
    void refusesATokenSecretThatIsTooShort() {
        assertThat(suite.refusal(Member.METRICS, Map.of("KEIZOKU_TOKEN_SECRET", "short")))
                .contains("KEIZOKU_TOKEN_SECRET must be set to at least 32 characters");
    }
}
