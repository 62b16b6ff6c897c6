package dev.keizoku.health.play;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.play.book.PlaybookSettings;
import dev.keizoku.health.play.book.Playbooks;
import dev.keizoku.health.version.Version;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.TenantRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What plays of a tenant are opened by.
 *
 * @param today the tenant's day on which they open, from which times run; later than the day that is scored
 * @param homeCountry where accounts are whose country nobody tells
 */
public record PlayRules(
        int version,
        PlaybookSettings settings,
        BusinessCalendar calendar,
        LocalDate today,
        @Nullable String homeCountry) {

    private static final String JAPAN = "Asia/Tokyo";

    /** The rules as they are now. */
    @ApplicationScoped
    public static class Source {

        private final Versions versions;
        private final Clock clock;

        Source(Versions versions, Clock clock) {
            this.versions = versions;
            this.clock = clock;
        }

        public PlayRules of(TenantRecord tenant) {
            int number = versions.pin(tenant.tenant(), Playbooks.KIND);
            Version<PlaybookSettings> version = versions.version(tenant.tenant(), Playbooks.KIND, number);
            return new PlayRules(
                    number,
                    version.document(),
                    BusinessCalendar.of(tenant),
                    clock.instant().atZone(tenant.zone()).toLocalDate(),
                    tenant.zone().getId().equals(JAPAN) ? "JP" : null);
        }
    }
}
