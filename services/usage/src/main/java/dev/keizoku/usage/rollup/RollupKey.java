package dev.keizoku.usage.rollup;

import java.time.LocalDate;
import java.util.Comparator;

/** What is counted apart. Account, user and feature are empty where the event names none. */
public record RollupKey(
        int tenant, LocalDate day, String account, String name, String user, String feature, LocalDate receivedOn)
        implements Comparable<RollupKey> {

    private static final Comparator<RollupKey> ORDER = Comparator.comparingInt(RollupKey::tenant)
            .thenComparing(RollupKey::day)
            .thenComparing(RollupKey::account)
            .thenComparing(RollupKey::name)
            .thenComparing(RollupKey::user)
            .thenComparing(RollupKey::feature)
            .thenComparing(RollupKey::receivedOn);

    /** The order in which every writer takes its locks. */
    @Override
    public int compareTo(RollupKey other) {
        return ORDER.compare(this, other);
    }
}
