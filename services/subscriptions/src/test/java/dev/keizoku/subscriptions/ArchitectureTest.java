package dev.keizoku.subscriptions;

import dev.keizoku.testkit.ArchitectureRules;
import dev.keizoku.testkit.ContractCoverage;
import dev.keizoku.testkit.PromisedTests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keepsTheHouseRules() {
        ArchitectureRules.check("dev.keizoku.subscriptions");
    }

    @Test
    void theDomainKnowsNoFramework() {
        ArchitectureRules.checkPure(
                "dev.keizoku.subscriptions",
                "dev\\.keizoku\\.subscriptions\\.timeline\\..*",
                "dev\\.keizoku\\.subscriptions\\.plan\\.(Plan|Price|ListPrice|Offering|Limit|Tax|TermDiscount|IntervalUnit)",
                "dev\\.keizoku\\.subscriptions\\.plan\\.CatalogueWarning",
                "dev\\.keizoku\\.subscriptions\\.account\\.(Account|AccountTree)",
                "dev\\.keizoku\\.subscriptions\\.contact\\.Contact",
                "dev\\.keizoku\\.subscriptions\\.coupon\\.Coupon",
                "dev\\.keizoku\\.subscriptions\\.feature\\.Feature",
                "dev\\.keizoku\\.subscriptions\\.fx\\.(FxRates|DailyRate)",
                "dev\\.keizoku\\.subscriptions\\.offer\\.Bundle",
                "dev\\.keizoku\\.subscriptions\\.entitlement\\.Entitlements",
                "dev\\.keizoku\\.subscriptions\\.quote\\.(Mrr|Pricing|Planned|Quote)",
                "dev\\.keizoku\\.subscriptions\\.facts\\.AccountFacts",
                "dev\\.keizoku\\.subscriptions\\.subscription\\.(ChangeRequest|TermsChoice|PriceWish|Subscription|TermsWish|AddOnWish|DiscountWish|SubscriptionQuery)",
                "dev\\.keizoku\\.subscriptions\\.renewal\\.(Renewal|Timing|RenewalRequest)");
    }

    @Test
    void servesWhatTheContractPromises() {
        ContractCoverage.check("subscriptions", "dev.keizoku.subscriptions", "dev.keizoku.imports");
    }

    @Test
    void theTestsNamedByTheReadmeExist() {
        PromisedTests.exist(Path.of("README.md"));
    }
}
