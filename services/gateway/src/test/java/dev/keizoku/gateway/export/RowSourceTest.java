package dev.keizoku.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.upstream.Upstream;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSourceTest {

    @Test
    void asksOneProcessOfAServiceAfterTheOther() {
        SmallRyeConfig both = new SmallRyeConfigBuilder()
                .withDefaultValue("keizoku.health.url", "http://one:8084,http://two:8084")
                .build();
        assertThat(IntStream.of(0, 1, 2, -1).mapToObj(turn -> RowSource.process(both, Upstream.HEALTH, turn)))
                .containsExactly(
                        URI.create("http://one:8084"),
                        URI.create("http://two:8084"),
                        URI.create("http://one:8084"),
                        URI.create("http://two:8084"));
    }
}
