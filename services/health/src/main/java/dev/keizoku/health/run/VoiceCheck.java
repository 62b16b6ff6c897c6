package dev.keizoku.health.run;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.alert.AlertKind;
import dev.keizoku.health.alert.FleetVoice;
import dev.keizoku.health.alert.IngestionAlertWriter;
import dev.keizoku.health.touchpoint.TouchpointKind;
import dev.keizoku.health.touchpoint.TouchpointTallies;
import dev.keizoku.kernel.TenantRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Sees before a run whether tickets or messages have stopped coming from everybody at once, and tells of it until they come
 * again.
 */
@ApplicationScoped
class VoiceCheck {

    private static final int WEEK_DAYS = 7;
    private static final int WEEKS = 8;

    /** A week with so many of them is like no other. */
    private static final int MOST_HOLIDAYS = 2;

    private final TouchpointTallies tallies;
    private final IngestionAlertWriter alerts;

    VoiceCheck(TouchpointTallies tallies, IngestionAlertWriter alerts) {
        this.tallies = tallies;
        this.alerts = alerts;
    }

    /** What the feeds of the tenant look like on a day; a fault lasts over holidays. */
    record Seen(List<FleetVoice> feeds, boolean holidays, boolean fault) {}

    Seen on(Handle handle, TenantRecord tenant, LocalDate day, Instant knownAt) {
        // While a feed is broken, what came before it broke stays what is usual.
        LocalDate broken = alerts.openSince(handle, tenant.tenant(), AlertKind.SUPPORT_FELL)
                .filter(since -> !since.isAfter(day))
                .orElse(null);
        LocalDate anchor = broken == null ? day : broken;
        List<FleetVoice> feeds = Stream.of(TouchpointKind.TICKET, TouchpointKind.MESSAGE)
                .map(kind -> FleetVoice.of(
                        kind.key(),
                        heard(handle, tenant, kind, day, knownAt),
                        IntStream.rangeClosed(1, WEEKS)
                                .mapToObj(week ->
                                        heard(handle, tenant, kind, anchor.minusDays(week * (long) WEEK_DAYS), knownAt))
                                .toList()))
                .toList();
        BusinessCalendar calendar = BusinessCalendar.of(tenant);
        boolean holidays = day.minusDays(WEEK_DAYS - 1)
                        .datesUntil(day.plusDays(1))
                        .filter(calendar::holiday)
                        .count()
                > MOST_HOLIDAYS;
        return new Seen(
                feeds, holidays, holidays ? broken != null : feeds.stream().anyMatch(FleetVoice::fell));
    }

    /** Opens or resolves the alert. Nothing is over while too few accounts can be compared. */
    void report(Handle handle, TenantRecord tenant, LocalDate day, Seen seen) {
        if (seen.holidays()) {
            return;
        }
        if (seen.fault()) {
            FleetVoice worst =
                    seen.feeds().stream().filter(FleetVoice::fell).findFirst().orElseThrow();
            alerts.open(
                    handle,
                    tenant.tenant(),
                    AlertKind.SUPPORT_FELL,
                    day,
                    Map.of(
                            "day", day.toString(),
                            "feed", worst.feed(),
                            "ratio", Objects.requireNonNull(worst.ratio()),
                            "accounts", worst.heard(),
                            "usual_accounts", worst.usual()));
        } else if (seen.feeds().stream().anyMatch(FleetVoice::comparable)) {
            alerts.resolve(handle, tenant.tenant(), AlertKind.SUPPORT_FELL, day);
        }
    }

    private int heard(Handle handle, TenantRecord tenant, TouchpointKind kind, LocalDate last, Instant knownAt) {
        TouchpointTallies.AsOf asOf = new TouchpointTallies.AsOf(last, tenant.zone(), knownAt);
        return tallies.accountsHeard(handle, tenant.tenant(), kind, WEEK_DAYS, asOf);
    }
}
