package dev.keizoku.health.override;

import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cuts lists of overrides into pages. */
@Singleton
class OverridePages {

    private final Overrides overrides;
    private final Cursors cursors;

    OverridePages(Overrides overrides, Cursors cursors) {
        this.overrides = overrides;
        this.cursors = cursors;
    }

    Page<OverrideView> page(TenantId tenant, OverrideStore.Filter filter, int limit, @Nullable String cursor) {
        String list = "health-overrides?" + filter;
        OverrideStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<HealthOverride> found = overrides.list(tenant, filter, after, limit + 1);
        boolean more = found.size() > limit;
        List<HealthOverride> page = more ? found.subList(0, limit) : found;
        Instant now = overrides.now();
        return new Page<>(
                page.stream().map(override -> OverrideView.of(override, now)).toList(),
                more
                        ? cursors.seal(
                                tenant,
                                list,
                                page.getLast().createdAt() + " "
                                        + page.getLast().set().id())
                        : null,
                more);
    }

    private static OverrideStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new OverrideStore.Position(
                Instant.parse(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
