package dev.keizoku.gateway;

import dev.keizoku.testkit.ArchitectureRules;
import dev.keizoku.testkit.PromisedTests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void followsTheHouseRules() {
        ArchitectureRules.check("dev.keizoku.gateway");
    }

    @Test
    void keepsTheDecisionsPure() {
        ArchitectureRules.checkPure(
                "dev.keizoku.gateway",
                ".*\\.(PathRules|RouteTable|Route|ImportRouting|HeaderRules|KeyText|Credential|ApiKey|MergedContract|Part)");
    }

    @Test
    void theTestsNamedByTheReadmeExist() {
        PromisedTests.exist(Path.of("README.md"));
    }
}
