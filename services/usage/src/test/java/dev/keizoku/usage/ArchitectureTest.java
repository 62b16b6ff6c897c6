package dev.keizoku.usage;

import dev.keizoku.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void houseRulesHold() {
        ArchitectureRules.check("dev.keizoku.usage");
    }

    @Test
    void theDomainIsPure() {
        ArchitectureRules.checkPure("dev.keizoku.usage", "dev\\.keizoku\\.usage\\.event\\..*");
    }
}
