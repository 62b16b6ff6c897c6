package dev.keizoku.health.play.effect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.play.PlayView;
import dev.keizoku.health.play.Plays;
import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.play.book.Playbooks;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of the accounts that plays were done for. It observes and proves nothing. */
@Path("/v1/plays/effect")
@RunOnVirtualThread
public class EffectResource {

    private static final int MONTH_DAYS = 30;
    private static final int QUARTER_DAYS = 90;

    private final EffectStore store;
    private final Plays plays;
    private final Versions versions;
    private final Caller caller;

    EffectResource(EffectStore store, Plays plays, Versions versions, Caller caller) {
        this.store = store;
        this.plays = plays;
        this.versions = versions;
        this.caller = caller;
    }

    /** The report on the wire. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Report(
            LocalDate from,
            LocalDate to,
            @Nullable LocalDate observedUntil,
            int least,
            BigDecimal acquisitionCostRatio,
            List<Line> data) {}

    /** What became of the plays of one playbook. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Line(
            PlaybookKey playbook,
            int opened,
            int begun,
            int completed,
            int dismissed,
            int withdrawn,
            int expired,
            @Nullable BigDecimal medianHoursToFirstAction,
            @JsonProperty("bands_after_30") EffectStore.Bands bandsAfter30,
            @JsonProperty("bands_after_90") EffectStore.Bands bandsAfter90,
            RetentionView retention) {}

    /** Who stayed. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RetentionView(
            int treated,
            int matched,
            int controls,
            @Nullable BigDecimal retained,
            @Nullable BigDecimal retainedOfMatched,
            @Nullable BigDecimal retainedOfControls,
            @Nullable Money keptMrr,
            @Nullable BigDecimal returnRatio) {

        static RetentionView of(Retention retention) {
            return new RetentionView(
                    retention.treated(),
                    retention.matched(),
                    retention.controls(),
                    retention.retained(),
                    retention.retainedOfMatched(),
                    retention.retainedOfControls(),
                    PlayView.money(retention.keptMrr(), retention.currency()),
                    retention.returnRatio());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public Report get(@Context UriInfo uri) {
        TenantId tenant = caller.tenant();
        Parameters parameters = Parameters.of(uri);
        LocalDate saidFrom = parameters.date("from");
        LocalDate saidTo = parameters.date("to");
        LocalDate to = saidTo == null ? plays.today(tenant) : saidTo;
        LocalDate from = saidFrom == null ? to.minusYears(1) : saidFrom;
        if (from.isAfter(to)) {
            parameters.error("to", "not_ascending", "The last day is not before the first.");
        }
        parameters.verify();
        EffectStore.Period period = new EffectStore.Period(from, to);
        BigDecimal costRatio =
                versions.current(tenant, Playbooks.KIND).document().acquisitionCostRatio();
        LocalDate until = store.observedUntil(tenant).orElse(null);
        LocalDate known = until == null ? from : until;
        Map<PlaybookKey, EffectStore.Bands> month = store.bands(tenant, period, known, MONTH_DAYS);
        Map<PlaybookKey, EffectStore.Bands> quarter = store.bands(tenant, period, known, QUARTER_DAYS);
        Map<PlaybookKey, List<Retention.Cell>> cells =
                store.cells(tenant, period, known).stream().collect(Collectors.groupingBy(Retention.Cell::playbook));
        List<Line> lines = store.counts(tenant, period).stream()
                .sorted(Comparator.comparing(EffectStore.Counts::playbook))
                .map(counts -> new Line(
                        counts.playbook(),
                        counts.opened(),
                        counts.begun(),
                        counts.completed(),
                        counts.dismissed(),
                        counts.withdrawn(),
                        counts.expired(),
                        counts.medianHours(),
                        month.getOrDefault(counts.playbook(), EffectStore.Bands.NONE),
                        quarter.getOrDefault(counts.playbook(), EffectStore.Bands.NONE),
                        RetentionView.of(Retention.of(cells.getOrDefault(counts.playbook(), List.of()), costRatio))))
                .toList();
        return new Report(from, to, until, Retention.LEAST, costRatio, lines);
    }
}
