package dev.keizoku.health.segment;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Customers added up in all the segments they are in. */
final class SegmentTallies {

    private SegmentTallies() {}

    static Map<SegmentBy, Map<String, SegmentTally>> of(Collection<SegmentedAccount> accounts) {
        Map<SegmentBy, Map<String, SegmentTally>> tallies = new EnumMap<>(SegmentBy.class);
        accounts.stream().filter(SegmentedAccount::counts).forEach(account -> {
            for (SegmentBy by : SegmentBy.values()) {
                Map<String, SegmentTally> segments = tallies.computeIfAbsent(by, key -> new HashMap<>());
                by.segments(account)
                        .forEach(segment -> segments.computeIfAbsent(segment, key -> new SegmentTally())
                                .add(account));
            }
        });
        return tallies;
    }
}
