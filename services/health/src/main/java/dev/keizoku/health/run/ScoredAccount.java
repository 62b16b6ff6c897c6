package dev.keizoku.health.run;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.Trend;
import dev.keizoku.health.signal.rule.SignalLook;
import dev.keizoku.health.stage.StageMemory;
import dev.keizoku.health.stage.Staged;

/** An account with its score for the day of the run, and the signs of leaving it shows. */
record ScoredAccount(
        AccountFact fact, AccountDay day, HealthScore score, StageMemory lifecycle, Trend trend, SignalLook look) {

    /** The stage of the account on the day. */
    Staged stage() {
        return lifecycle.staged();
    }
}
