package dev.keizoku.subscriptions;

import dev.keizoku.testkit.ArchitectureRules;
import dev.keizoku.testkit.ContractCoverage;
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
                "dev\\.keizoku\\.subscriptions\\.plan\\.(Plan|Price|IntervalUnit)",
                "dev\\.keizoku\\.subscriptions\\.account\\.Account",
                "dev\\.keizoku\\.subscriptions\\.facts\\.AccountFacts",
                "dev\\.keizoku\\.subscriptions\\.subscription\\.(ChangeRequest|TermsChoice|PriceWish|Subscription|TermsWish|AddOnWish|DiscountWish|SubscriptionQuery)",
                "dev\\.keizoku\\.subscriptions\\.renewal\\.(Renewal|Timing|RenewalRequest)");
    }

    @Test
    void servesWhatTheContractPromises() {
        ContractCoverage.check("subscriptions", "dev.keizoku.subscriptions", "dev.keizoku.imports");
    }
}
