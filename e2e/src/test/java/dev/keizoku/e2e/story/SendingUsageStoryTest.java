package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Page;
import dev.keizoku.e2e.suite.Suite;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever types what docs/sending-usage.md says gets the answers it shows. */
class SendingUsageStoryTest {

    private final Suite suite = Suite.running();

    @Test
    void everyCommandIsAnsweredAsItSays() {
        String key = suite.tenant("docs", "UTC", "USD").key("usage:write", "usage:read");
        Page.Followed page =
                Page.follow("docs/sending-usage.md", Map.of("KEIZOKU_URL", suite.gateway(), "KEIZOKU_API_KEY", key));
        assertThat(page.steps()).isGreaterThan(10);
    }
}
