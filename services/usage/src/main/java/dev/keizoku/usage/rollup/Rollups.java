package dev.keizoku.usage.rollup;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the events of one write, so that each counter is touched once however many events it counts. */
public final class Rollups {

    private final Map<RollupKey, Rollup> byKey = new HashMap<>();

    /** The events of one key. */
    record Rollup(RollupKey key, long count, BigDecimal sum, Instant first, Instant last) {

        Rollup plus(Instant at, BigDecimal value) {
            return new Rollup(
                    key, count + 1, sum.add(value), at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
        }
    }

    public void add(RollupKey key, Instant at, @Nullable BigDecimal value) {
        BigDecimal amount = value == null ? BigDecimal.ZERO : value;
        Rollup known = byKey.get(key);
        byKey.put(key, known == null ? new Rollup(key, 1, amount, at, at) : known.plus(at, amount));
    }

    List<Rollup> sorted() {
        List<Rollup> sorted = new ArrayList<>(byKey.values());
        sorted.sort((left, right) -> left.key().compareTo(right.key()));
        return sorted;
    }
}
