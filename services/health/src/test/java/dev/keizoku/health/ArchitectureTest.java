package dev.keizoku.health;

import dev.keizoku.testkit.ArchitectureRules;
import dev.keizoku.testkit.PromisedTests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheHouseRules() {
        ArchitectureRules.check("dev.keizoku.health");
    }

    @Test
    void keepsTheDomainPure() {
        ArchitectureRules.checkPure(
                "dev.keizoku.health",
                "dev\\.keizoku\\.health\\.measure\\..*",
                "dev\\.keizoku\\.health\\.score\\..*",
                "dev\\.keizoku\\.health\\.stage\\.Stage[A-Z].*",
                "dev\\.keizoku\\.health\\.preview\\.Preview",
                "dev\\.keizoku\\.health\\.expansion\\.(Expansion|Eligibility|Options?|Need|Catalogue|Utilisation|UsePeaks)",
                "dev\\.keizoku\\.health\\.onboarding\\.(Beginning|Cohort|Division|Templates?)",
                "dev\\.keizoku\\.health\\.prospect\\.Readiness",
                "dev\\.keizoku\\.health\\.loyalty\\.Loyalty",
                "dev\\.keizoku\\.health\\.report\\.(UsageReport|ReportPage|ReportText|Champions)",
                "dev\\.keizoku\\.health\\.model\\.learn\\..*",
                "dev\\.keizoku\\.health\\.scorecard\\.Scorecard",
                "dev\\.keizoku\\.health\\.touchpoint\\.Touchpoint",
                "dev\\.keizoku\\.health\\.text\\.[A-Z].*",
                "dev\\.keizoku\\.health\\.text\\.token\\..*",
                "dev\\.keizoku\\.health\\.run\\.DueNights");
    }

    @Test
    void theTestsNamedByTheReadmeExist() {
        PromisedTests.exist(Path.of("README.md"));
    }
}
