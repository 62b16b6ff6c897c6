package dev.keizoku.health.analysis;

import java.util.List;

/**
 * Which signals precede leaving.
 *
 * @param share of the leavers that showed the signal
 */
record Patterns(String signal, ChurnRate with, ChurnRate without, double share) {

    /** From how often each signal was open at an observation. */
    static List<Patterns> of(List<Segment> signals, ChurnRate all) {
        return signals.stream()
                .map(signal -> new Patterns(
                        signal.name(),
                        signal.churn(),
                        new ChurnRate(
                                all.observations() - signal.churn().observations(),
                                all.leavers() - signal.churn().leavers()),
                        all.leavers() == 0 ? 0 : (double) signal.churn().leavers() / all.leavers()))
                .toList();
    }
}
