package dev.keizoku.usage;

import dev.keizoku.testkit.ArchitectureRules;
import dev.keizoku.testkit.PromisedTests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void houseRulesHold() {
        ArchitectureRules.check("dev.keizoku.usage");
    }

    @Test
    void theDomainIsPure() {
        ArchitectureRules.checkPure(
                "dev.keizoku.usage",
                "dev\\.keizoku\\.usage\\.event\\..*",
                "dev\\.keizoku\\.usage\\.measure\\.(AccountActivity|AccountMeasures|AccountTally|Breadth|Concentration|DailyCounts|DayLevel"
                        + "|KeyUsers|Level|Limits|Onboarding|Outflow|People|Rhythm|Statistics|Thing|Trials|WeekRatio"
                        + "|Windows).*");
    }

    @Test
    void theTestsNamedByTheReadmeExist() {
        PromisedTests.exist(Path.of("README.md"));
    }
}
