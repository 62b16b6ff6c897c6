package dev.keizoku.health;

import dev.keizoku.testkit.ContractCoverage;
import org.junit.jupiter.api.Test;

class ContractCoverageTest {

    @Test
    void everyPromisedOperationIsServedAndNoOther() {
        ContractCoverage.check("health", "dev.keizoku.health", "dev.keizoku.imports");
    }
}
