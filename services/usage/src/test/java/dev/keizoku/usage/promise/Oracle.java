package dev.keizoku.usage.promise;

import dev.keizoku.usage.promise.Told.Identity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The promises as a map: of events with one source and id the first that can be accepted stays, and no other counts. */
final class Oracle {

    private static final Duration LATE_WINDOW = Duration.ofDays(400);
    private static final Duration FUTURE_WINDOW = Duration.ofMinutes(5);

    private final ZoneId zone;
    private final Map<Identity, Kept> kept = new LinkedHashMap<>();

    Oracle(ZoneId zone) {
        this.zone = zone;
    }

    /** An event that is stored, and when it was first received. */
    record Kept(Told told, Instant receivedAt) {

        Instant occurredAt() {
            return told.time() == null ? receivedAt : told.time();
        }

        BigDecimal value() {
            return told.value().isEmpty() ? BigDecimal.ZERO : new BigDecimal(told.value());
        }

        Outcome judge(Told repeat) {
            boolean sameTime =
                    told.time() == null || repeat.time() == null || told.time().equals(repeat.time());
            return sameTime && told.says().equals(repeat.says()) ? Outcome.DUPLICATE : Outcome.CONFLICT;
        }
    }

    /** What became of the events of a request; {@code refused} when none of them was stored, whatever each is. */
    record Judgement(boolean refused, List<Outcome> outcomes) {}

    /** Judges the events of a request and keeps what is to be kept. */
    Judgement take(List<Told> events, Form form, Terms terms, Instant now) {
        Map<Identity, Kept> before = new LinkedHashMap<>(kept);
        List<Outcome> outcomes = new ArrayList<>();
        for (Told event : events) {
            outcomes.add(take(event, form, now));
        }
        boolean refused = (terms == Terms.STRICT || form.isStrict())
                && (outcomes.contains(Outcome.CONFLICT) || outcomes.contains(Outcome.REJECTED));
        if (refused || terms == Terms.DRY) {
            kept.clear();
            kept.putAll(before);
        }
        return new Judgement(refused, outcomes);
    }

    private Outcome take(Told event, Form form, Instant now) {
        Instant time = event.time() == null ? now : event.time();
        boolean inWindow = !time.isAfter(now.plus(FUTURE_WINDOW))
                && (form.takesAnyAge() || !time.isBefore(now.minus(LATE_WINDOW)));
        if (!event.isWhole() || !inWindow) {
            return Outcome.REJECTED;
        }
        Kept first = kept.putIfAbsent(event.identity(), new Kept(event, now));
        return first == null ? Outcome.ACCEPTED : first.judge(event);
    }

    Map<Identity, Kept> kept() {
        return kept;
    }

    LocalDate day(Kept event) {
        return LocalDate.ofInstant(event.occurredAt(), zone);
    }

    /** How many events there are, and what their values add up to, by any key. */
    Map<String, Sum> sums(Function<Kept, String> key) {
        Map<String, Sum> sums = new TreeMap<>();
        kept.values().forEach(event -> sums.merge(key.apply(event), new Sum(1, event.value()), Sum::and));
        return sums;
    }

    /** Of some events; the scale of the sum says nothing. */
    record Sum(long count, BigDecimal value) {

        Sum {
            value = value.stripTrailingZeros();
        }

        Sum and(Sum other) {
            return new Sum(count + other.count, value.add(other.value));
        }
    }
}
