package dev.keizoku.usage;

import dev.keizoku.testkit.ContractCoverage;
import org.junit.jupiter.api.Test;

class ContractTest {

    @Test
    void everyPromisedOperationIsServedAndTheOtherWayRound() {
        ContractCoverage.check("usage", "dev.keizoku.usage", "dev.keizoku.imports");
    }
}
