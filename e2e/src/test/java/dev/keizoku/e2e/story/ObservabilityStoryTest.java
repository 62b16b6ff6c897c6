package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Repository;
import dev.keizoku.e2e.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard and the alerts look at is what the services say of themselves. */
class ObservabilityStoryTest {

    private static final Pattern METER = Pattern.compile("\\b(keizoku|http|jvm|process|agroal)_[a-z_]+");

    private final Suite suite = Suite.running();

    @ParameterizedTest
    @ValueSource(strings = {"grafana-dashboard.json", "alerts.yml"})
    void everyMeterIsThere(String file) throws IOException {
        suite.tenant("observed", "UTC", "USD").admin().get("/v1/accounts").ok();
        String said = Stream.of(Member.values()).map(suite::metrics).collect(Collectors.joining());
        Set<String> looked = new TreeSet<>();
        Matcher meter = METER.matcher(Files.readString(Repository.root().resolve("deploy/observability/" + file)));
        while (meter.find()) {
            looked.add(meter.group());
        }
        assertThat(looked)
                .hasSizeGreaterThan(4)
                .allSatisfy(name -> assertThat(said).contains(name));
    }
}
