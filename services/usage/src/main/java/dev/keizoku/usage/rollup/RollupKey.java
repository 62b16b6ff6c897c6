package dev.keizoku.usage.rollup;

import java.time.LocalDate;

/** What is counted apart. Account, user and feature are empty where the event names none. */
public record RollupKey(
        int tenant, LocalDate day, String account, String name, String user, String feature, LocalDate receivedOn)
        implements Comparable<RollupKey> {

    /** The order in which every writer takes its locks. */
    @Override
    public int compareTo(RollupKey other) {
        int order = Integer.compare(tenant, other.tenant);
        order = order != 0 ? order : day.compareTo(other.day);
        order = order != 0 ? order : account.compareTo(other.account);
        order = order != 0 ? order : name.compareTo(other.name);
        order = order != 0 ? order : user.compareTo(other.user);
        order = order != 0 ? order : feature.compareTo(other.feature);
        return order != 0 ? order : receivedOn.compareTo(other.receivedOn);
    }
}
