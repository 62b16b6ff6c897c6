package dev.keizoku.health.run;

import dev.keizoku.health.expansion.Expansion;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.Trend;
import dev.keizoku.health.signal.rule.SignalLook;
import dev.keizoku.health.stage.StageMemory;
import dev.keizoku.health.stage.Staged;

/** An account with its score for the day of the run, the signs of leaving it shows, and what may be proposed to it. */
record ScoredAccount(
        AccountFact fact,
        AccountDay day,
        HealthScore score,
        StageMemory lifecycle,
        Trend trend,
        SignalLook look,
        Expansion.Look expansion) {

    /** The stage of the account on the day. */
    Staged stage() {
        return lifecycle.staged();
    }
}
