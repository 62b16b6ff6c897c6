package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.touchpoint.TouchpointDetail.CompetitorMention;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the people of an account say, in tickets, messages and answers, by the labels their sender gave or ours.
 *
 * @param messages28 what was said in 28 days and has labels
 * @param intents an entry for each intent, once anything labelled was said in 84 days
 * @param polarity the mean of -1, 0 and 1 in 28 days; null when nothing was said
 * @param polarityBefore the same in the 56 days before
 * @param executiveShare28 of the tickets and messages of 28 days whose levels are known, those from or to executives
 * @param executiveShareBefore the same in the 56 days before
 * @param competitorOn the last day a competitor was spoken of, in 365
 * @param contractTermsOn the last day terms of the contract were asked about, in 365
 * @param cancellationOn the last day a cancellation was spoken of, in 365
 */
public record Voice(
        int messages28,
        Map<Intent, Said> intents,
        @Nullable Double polarity,
        @Nullable Double polarityBefore,
        @Nullable Double executiveShare28,
        @Nullable Double executiveShareBefore,
        @Nullable LocalDate competitorOn,
        @Nullable LocalDate contractTermsOn,
        @Nullable LocalDate cancellationOn) {

    public static final Voice NONE = new Voice(0, Map.of(), null, null, null, null, null, null, null);

    /** How much the newest of what was said counts in a share that moves along. */
    private static final double NEWEST = 0.3;

    public Voice {
        intents = Map.copyOf(intents);
    }

    /**
     * How often an intent was heard.
     *
     * @param shareEwma its share of what was said in 84 days, one after the other, the newest counting 0.3
     * @param shareBefore its plain share in the 56 days before the last 28; null when nothing was said then
     */
    public record Said(
            int count28,
            @Nullable Double shareEwma,
            @Nullable Double shareBefore) {

        static final Said NEVER = new Said(0, null, null);
    }

    /** How often an intent was heard. */
    public Said said(Intent intent) {
        return intents.getOrDefault(intent, Said.NEVER);
    }

    /** The tally of an account, from its touchpoints in the order in which they happened. */
    static Voice of(List<DatedTouchpoint> touchpoints) {
        List<DatedTouchpoint> heard =
                touchpoints.stream().filter(DatedTouchpoint::fromCustomer).toList();
        List<DatedTouchpoint> lately = heard.stream()
                .filter(each -> each.within(DatedTouchpoint.KNOWN_DAYS) && each.intents() != null)
                .toList();
        long labelled = heard.stream()
                .filter(each -> each.recent() && (each.intents() != null || each.polarity() != null))
                .count();
        return new Voice(
                Math.toIntExact(labelled),
                intents(lately),
                polarity(heard, DatedTouchpoint::recent),
                polarity(heard, DatedTouchpoint::before),
                executives(heard, DatedTouchpoint::recent),
                executives(heard, DatedTouchpoint::before),
                DatedTouchpoint.last(
                        touchpoints,
                        each -> each.detail() instanceof CompetitorMention
                                || each.fromCustomer() && each.means(Intent.COMPETITOR)),
                DatedTouchpoint.last(heard, each -> each.means(Intent.CONTRACT_TERMS)),
                DatedTouchpoint.last(heard, each -> each.means(Intent.CANCELLATION)));
    }

    private static Map<Intent, Said> intents(List<DatedTouchpoint> lately) {
        Map<Intent, Said> intents = new EnumMap<>(Intent.class);
        if (lately.isEmpty()) {
            return intents;
        }
        List<DatedTouchpoint> before =
                lately.stream().filter(DatedTouchpoint::before).toList();
        for (Intent intent : Intent.values()) {
            double share = lately.getFirst().means(intent) ? 1 : 0;
            for (DatedTouchpoint each : lately.subList(1, lately.size())) {
                share = (1 - NEWEST) * share + (each.means(intent) ? NEWEST : 0);
            }
            long count = lately.stream()
                    .filter(each -> each.recent() && each.means(intent))
                    .count();
            Double shareBefore = DatedTouchpoint.share(before, each -> each.means(intent));
            intents.put(intent, new Said(Math.toIntExact(count), share, shareBefore));
        }
        return intents;
    }

    private static @Nullable Double polarity(List<DatedTouchpoint> heard, Predicate<DatedTouchpoint> window) {
        int count = 0;
        int sum = 0;
        for (DatedTouchpoint each : heard) {
            if (window.test(each) && each.polarity() != null) {
                count++;
                sum += switch (each.polarity()) {
                    case POSITIVE -> 1;
                    case NEUTRAL -> 0;
                    case NEGATIVE -> -1;
                };
            }
        }
        return count == 0 ? null : (double) sum / count;
    }

    private static @Nullable Double executives(List<DatedTouchpoint> heard, Predicate<DatedTouchpoint> window) {
        List<Boolean> known = heard.stream()
                .filter(window)
                .map(DatedTouchpoint::route)
                .filter(Objects::nonNull)
                .map(TouchpointDetail.Route::executive)
                .filter(Objects::nonNull)
                .toList();
        return known.isEmpty()
                ? null
                : (double) known.stream().filter(executive -> executive).count() / known.size();
    }
}
