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
                ".*timeline\\.(Terms|Price|AddOn|Discount|Commitment|Cause|TimelineEntry|AccountTimelines|IntervalUnit|SubscriptionState)",
                ".*movement\\.(AccountLedger|LedgerPolicies|MrrMovement|MovementType|Reason|Worth|Standing|SubscriptionDays|Gaps|Balance|Line)",
                ".*report\\.(Book|BookWalk|Lane|LaneValue|Segments|Customer|MetricReport|Metric|Tally|ValuedGroups|FxRates|Windows|Trailing|MetricValue|AmountScale)");
    }

    @Test
    void theContractAndTheServiceOfferTheSame() {
        ContractCoverage.check("metrics", "dev.keizoku.metrics");
    }
}
