package dev.keizoku.health.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.hipparchus.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/**
 * Why accounts left: each reason with how many gave it, and whether those were seen coming, by them and by us.
 *
 * @param interviewed of how many it is known why
 * @param reasons the most frequent first; those of whom nobody knows why come last
 */
record LeaveReasons(Tally all, int interviewed, List<Tally> reasons) {

    /**
     * Those who left for a reason.
     *
     * @param reason null for those of whom nobody knows why
     * @param share of all who left; null when nobody did
     * @param toldDetected of how many the interview says that it was seen coming
     * @param detected how many we had seen coming, of those that were watched
     * @param detectedShare null when none was watched
     * @param medianLeadDays of those that were seen coming; null when none was
     */
    record Tally(
            @Nullable String reason,
            int leavers,
            @Nullable Double share,
            int toldDetected,
            int toldUndetected,
            int detected,
            int undetected,
            @Nullable Double detectedShare,
            @Nullable Double medianLeadDays) {

        static Tally of(@Nullable String reason, List<Leaver> leavers, int all) {
            int detected = count(leavers, leaver -> Boolean.TRUE.equals(leaver.detected()));
            int undetected = count(leavers, leaver -> Boolean.FALSE.equals(leaver.detected()));
            double[] leads = leavers.stream()
                    .map(Leaver::leadDays)
                    .filter(Objects::nonNull)
                    .mapToDouble(Integer::doubleValue)
                    .toArray();
            return new Tally(
                    reason,
                    leavers.size(),
                    all == 0 ? null : (double) leavers.size() / all,
                    count(leavers, leaver -> Boolean.TRUE.equals(told(leaver))),
                    count(leavers, leaver -> Boolean.FALSE.equals(told(leaver))),
                    detected,
                    undetected,
                    detected + undetected == 0 ? null : (double) detected / (detected + undetected),
                    leads.length == 0 ? null : new Median().evaluate(leads));
        }

        private static @Nullable Boolean told(Leaver leaver) {
            Leaver.Interview interview = leaver.interview();
            return interview == null ? null : interview.detected();
        }

        private static int count(List<Leaver> leavers, Predicate<Leaver> holds) {
            return Math.toIntExact(leavers.stream().filter(holds).count());
        }
    }

    static LeaveReasons of(Collection<Leaver> leavers) {
        List<Leaver> everybody = List.copyOf(leavers);
        Map<String, List<Leaver>> byReason = new HashMap<>();
        List<Leaver> unknown = new ArrayList<>();
        for (Leaver leaver : everybody) {
            Leaver.Interview interview = leaver.interview();
            if (interview == null) {
                unknown.add(leaver);
            } else {
                byReason.computeIfAbsent(interview.reason(), reason -> new ArrayList<>())
                        .add(leaver);
            }
        }
        List<Tally> reasons = new ArrayList<>();
        byReason.forEach((reason, those) -> reasons.add(Tally.of(reason, those, everybody.size())));
        reasons.sort(Comparator.comparingInt((Tally tally) -> -tally.leavers())
                .thenComparing(tally -> Objects.requireNonNull(tally.reason())));
        if (!unknown.isEmpty()) {
            reasons.add(Tally.of(null, unknown, everybody.size()));
        }
        return new LeaveReasons(
                Tally.of(null, everybody, everybody.size()), everybody.size() - unknown.size(), List.copyOf(reasons));
    }
}
