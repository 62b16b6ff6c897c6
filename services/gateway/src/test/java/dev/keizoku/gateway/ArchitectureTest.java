package dev.keizoku.gateway;

import dev.keizoku.testkit.ArchitectureRules;
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
}
