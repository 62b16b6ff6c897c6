package dev.keizoku.metrics;

import dev.keizoku.testkit.ArchitectureRules;
import dev.keizoku.testkit.ContractCoverage;
import dev.keizoku.testkit.PromisedTests;
import java.nio.file.Path;
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
                ".*report\\.(Book|BookWalk|Lane|LaneValue|Segments|Customer|MetricReport|Metric|Tally|ValuedGroups|FxRates|Windows|Trailing|MetricValue|AmountScale)",
                ".*report\\.(Parts|CustomerParts)",
                ".*(lifetime|survival)\\.(PaidHistory|PaidHistories|Observation|Leaving|SurvivalCurve|LogRank)",
                ".*(cohort|reason|conversion|renewal)\\.(CohortTable|Selling|Conversions|Renewal|Renewals)",
                ".*(cost|whatif)\\.(Ratio|Lifetime|LtvFactors|LtvDrivers|PeriodCosts|ChurnSensitivity)",
                ".*(targets|guide)\\.(TargetPlan|GuideValue|GuideCatalogue|UsualGuides)",
                ".*(outlook|forecast|kpi)\\.(BillingSchedule|ExpectedCash|MonthFlow|FlowModel|BackTest|Chart)");
    }

    @Test
    void theContractAndTheServiceOfferTheSame() {
        ContractCoverage.check("metrics", "dev.keizoku.metrics");
    }

    @Test
    void theTestsNamedByTheReadmeExist() {
        PromisedTests.exist(Path.of("README.md"));
    }
}
