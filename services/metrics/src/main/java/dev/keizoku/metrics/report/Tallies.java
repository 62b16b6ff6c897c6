package dev.keizoku.metrics.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What walks over some customers have tallied in native amounts, by group. Immutable.
 *
 * <p>Every figure in it is a sum over customers of whole numbers: what two walks over different customers found adds up to
 * what one walk over all of them finds, and what a customer no longer has can be taken away again.
 *
 * @param currencies what the groups' amounts are numbered by
 */
record Tallies(Currencies currencies, Map<List<Label>, Groups.Group> byLabels) {

    static Tallies of(Currencies currencies, Collection<Groups.Group> groups) {
        Map<List<Label>, Groups.Group> byLabels = LinkedHashMap.newLinkedHashMap(groups.size());
        for (Groups.Group group : groups) {
            group.settle();
            byLabels.put(group.labels, group);
        }
        return new Tallies(currencies, byLabels);
    }

    Tallies plus(Tallies other) {
        return with(other, 1);
    }

    Tallies minus(Tallies other) {
        return with(other, -1);
    }

    List<Groups.Group> groups() {
        return List.copyOf(byLabels.values());
    }

    int points() {
        return byLabels.values().stream().mapToInt(Groups.Group::points).sum();
    }

    /**
     * The groups of both.
     *
     * @throws Groups.TooManyGroups when those are more than one report may have
     */
    private Tallies with(Tallies other, int sign) {
        Map<List<Label>, Groups.Group> both = new LinkedHashMap<>(byLabels);
        other.byLabels.forEach((labels, group) -> {
            Groups.Group own = both.get(labels);
            both.put(labels, own == null ? group.signed(sign) : own.plus(group, sign));
            if (both.size() > group.most()) {
                throw new Groups.TooManyGroups();
            }
        });
        return new Tallies(currencies, both);
    }
}
