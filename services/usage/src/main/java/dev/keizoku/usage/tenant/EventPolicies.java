package dev.keizoku.usage.tenant;

import dev.keizoku.kernel.TenantRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has chosen of its events; null where it has not.
 *
 * @param lateWindow how old an event may be when it arrives
 * @param retention how long events are kept, in whole days
 */
public record EventPolicies(
        @Nullable Duration lateWindow, @Nullable Duration retention) {

    public static EventPolicies of(TenantRecord tenant) {
        return new EventPolicies(
                days(tenant.policies(), "late_window_days"), days(tenant.policies(), "event_retention_days"));
    }

    public Duration lateWindowOr(Duration usual) {
        return Objects.requireNonNullElse(lateWindow, usual);
    }

    private static @Nullable Duration days(Map<String, Object> policies, String name) {
        return policies.get(name) instanceof Number days ? Duration.ofDays(days.longValue()) : null;
    }
}
