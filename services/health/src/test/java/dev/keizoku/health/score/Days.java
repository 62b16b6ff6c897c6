package dev.keizoku.health.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keizoku.health.AccountDays;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.measure.Fleet;
import dev.keizoku.health.touchpoint.NpsTally;
import dev.keizoku.kernel.StrictJson;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Days by the four measures the first scorecard weighs. */
final class Days {

    static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private Days() {}

    /**
     * A day of an account.
     *
     * @param lastLogin null for an account that has never sent an event
     * @param core how many core features its plan has
     * @param used how many of them it uses
     */
    static AccountDay day(
            LocalDate since,
            @Nullable LocalDate lastLogin,
            int activeDays,
            int core,
            int used,
            boolean usageFlows,
            int tickets,
            boolean supportFlows,
            NpsTally nps) {
        AccountDays day = AccountDays.on(DAY)
                .fact("{\"customer_since\": \"%s\", \"core_features\": %s}".formatted(since, features(core)))
                .said("{\"support\": {\"tickets28\": %d}, \"nps\": %s}".formatted(tickets, json(nps)))
                .fleet(fleet -> new Fleet(usageFlows, supportFlows, null, Map.of()));
        return lastLogin == null
                ? day.build()
                : day.usage("{\"last_login_on\": \"%s\", \"active_days_28\": %d, \"features_used_28\": %s}"
                                .formatted(lastLogin, activeDays, features(used)))
                        .build();
    }

    private static String features(int count) {
        return json(IntStream.range(0, count).mapToObj(n -> "feature " + n).toList());
    }

    private static String json(Object value) {
        try {
            return StrictJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
