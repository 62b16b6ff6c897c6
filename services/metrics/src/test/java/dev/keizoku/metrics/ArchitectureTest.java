package dev.keizoku.metrics;

import dev.keizoku.testkit.ArchitectureRules;
import dev.keizoku.testkit.ContractCoverage;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theHouseRulesHold() {
        ArchitectureRules.check("dev.keizoku.metrics");
    }

    @Test
    void theDomainIsPure() {
        ArchitectureRules.checkPure(
                "dev.keizoku.metrics",
                ".*timeline\\.(Terms|Price|TimelineEntry|IntervalUnit|SubscriptionState)",
                ".*movement\\.(AccountLedger|MrrMovement|MovementType|Reason|Standing|SubscriptionDays|Balance|Line)",
                ".*report\\.(Book|BookWalk|Customer|MetricReport|Metric|Tally|Windows|Trailing|MetricValue|AmountScale)");
    }

    @Test
    void theContractAndTheServiceOfferTheSame() {
        ContractCoverage.check("metrics", "dev.keizoku.metrics");
    }
}
