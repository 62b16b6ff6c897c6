package dev.keizoku.usage.measure;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.usage.event.UsageEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What an account's events of one name and feature add up to.
 *
 * @param events in the recent days
 * @param eventsBefore in the baseline
 * @param windows bit k is set when there was one in the k-th 28 days back, of six
 */
record Thing(String name, String feature, long events, long eventsBefore, int windows) {

    static final String GATED = "limit.gated";
    static final String EXPORT = "export.created";
    static final String API_READ = "api.read";

    static final Comparator<String> ORDER = CallerId.BYTEWISE;

    private static final Set<String> SIGNS =
            Set.of(UsageEvent.LOGIN, GATED, EXPORT, API_READ, UsageEvent.SETUP_STEP, "value.reached", "seat.added");

    /** A plan may name a feature of {@code feature.used} or an event of the tenant's own as a core feature. */
    String key() {
        return name.equals(UsageEvent.FEATURE_USED) ? feature : name;
    }

    /** Whether it is use of the product, and not a sign of something else. */
    boolean isFeature() {
        return !SIGNS.contains(name);
    }

    /** The features among things, by name. */
    static SortedMap<String, Thing> features(List<Thing> things) {
        SortedMap<String, Thing> features = new TreeMap<>(ORDER);
        for (Thing thing : things) {
            if (thing.isFeature()) {
                features.merge(thing.key(), thing, Thing::plus);
            }
        }
        return features;
    }

    /** Everything of one name. */
    static Thing named(List<Thing> things, String name) {
        Thing all = new Thing(name, UsageEvent.NONE, 0, 0, 0);
        for (Thing thing : things) {
            all = thing.name.equals(name) ? all.plus(thing) : all;
        }
        return all;
    }

    /** Keys of those with recent events, sorted. */
    static List<String> recent(List<Thing> things, Predicate<Thing> which) {
        SortedSet<String> keys = new TreeSet<>(ORDER);
        for (Thing thing : things) {
            if (thing.events > 0 && which.test(thing)) {
                keys.add(thing.key());
            }
        }
        return List.copyOf(keys);
    }

    /** How often each key was told in the recent days, logins apart. */
    static SortedMap<String, Long> uses(List<Thing> things) {
        SortedMap<String, Long> uses = new TreeMap<>(ORDER);
        for (Thing thing : things) {
            if (thing.events > 0 && !thing.name.equals(UsageEvent.LOGIN)) {
                uses.merge(thing.key(), thing.events, Long::sum);
            }
        }
        return uses;
    }

    private Thing plus(Thing other) {
        return new Thing(
                name, feature, events + other.events, eventsBefore + other.eventsBefore, windows | other.windows);
    }
}
