package dev.keizoku.health.run;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.Trend;
import dev.keizoku.health.signal.rule.SignalLook;

/** An account with its score for the day of the run, and the signs of leaving it shows. */
record ScoredAccount(AccountFact fact, AccountDay day, HealthScore score, Trend trend, SignalLook look) {}
