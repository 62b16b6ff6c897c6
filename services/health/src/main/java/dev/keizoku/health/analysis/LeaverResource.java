package dev.keizoku.health.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.model.Rounded;
import dev.keizoku.health.play.PlayView;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who left and why, and whether it was seen coming. */
@Path("/v1/analysis/leavers")
@RunOnVirtualThread
public class LeaverResource {

    private final LeaverStore store;
    private final Caller caller;
    private final Tenants tenants;
    private final Cursors cursors;
    private final Clock clock;

    LeaverResource(LeaverStore store, Caller caller, Tenants tenants, Cursors cursors, Clock clock) {
        this.store = store;
        this.caller = caller;
        this.tenants = tenants;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** An account that left. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LeaverView(
            String accountId,
            @Nullable String name,
            @Nullable String owner,
            LocalDate leftOn,
            @Nullable Money mrr,
            @Nullable InterviewView interview,
            @Nullable Boolean detected,
            @Nullable SignView firstSign,
            @Nullable Integer leadDays) {

        static LeaverView of(Leaver leaver) {
            return new LeaverView(
                    leaver.accountId(),
                    leaver.name(),
                    leaver.owner(),
                    leaver.leftOn(),
                    PlayView.money(leaver.mrr(), leaver.currency()),
                    InterviewView.of(leaver.interview()),
                    leaver.detected(),
                    SignView.of(leaver.firstSign()),
                    leaver.leadDays());
        }
    }

    /** What was found out. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record InterviewView(
            String reason,
            @Nullable Boolean detected,
            @Nullable String signal,
            Instant at) {

        static @Nullable InterviewView of(Leaver.@Nullable Interview interview) {
            return interview == null
                    ? null
                    : new InterviewView(interview.reason(), interview.detected(), interview.signal(), interview.at());
        }
    }

    /** The first sign. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SignView(
            LocalDate on, RiskLevel riskLevel, @Nullable String signal) {

        static @Nullable SignView of(Leaver.@Nullable FirstSign sign) {
            return sign == null ? null : new SignView(sign.on(), sign.level(), sign.signal());
        }
    }

    /** Reasons beside all. */
    record Reasons(LocalDate from, LocalDate to, int interviewed, ReasonView all, List<ReasonView> data) {}

    /** Those who left for a reason. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ReasonView(
            @Nullable String reason,
            int leavers,
            @Nullable BigDecimal share,
            int toldDetected,
            int toldUndetected,
            int detected,
            int undetected,
            @Nullable BigDecimal detectedShare,
            @Nullable BigDecimal medianLeadDays) {

        static ReasonView of(LeaveReasons.Tally tally) {
            return new ReasonView(
                    tally.reason(),
                    tally.leavers(),
                    Rounded.of(tally.share()),
                    tally.toldDetected(),
                    tally.toldUndetected(),
                    tally.detected(),
                    tally.undetected(),
                    Rounded.of(tally.detectedShare()),
                    Rounded.of(tally.medianLeadDays()));
        }
    }

    @GET
    @RolesAllowed("health:read")
    public Page<LeaverView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        LeaverStore.Scope scope = scope(parameters);
        TenantId tenant = scope.tenant();
        String list = "leavers?from=" + parameters.date("from") + "&to=" + parameters.date("to");
        LeaverStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<Leaver> found = store.page(scope, after, limit + 1);
        boolean more = found.size() > limit;
        List<Leaver> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().leftOn() + " " + page.getLast().accountId())
                : null;
        return new Page<>(page.stream().map(LeaverView::of).toList(), next, more);
    }

    @GET
    @Path("/reasons")
    @RolesAllowed("health:read")
    public Reasons reasons(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        LeaverStore.Scope scope = scope(parameters);
        LeaveReasons reasons = LeaveReasons.of(store.all(scope));
        return new Reasons(
                scope.from(),
                scope.to(),
                reasons.interviewed(),
                ReasonView.of(reasons.all()),
                reasons.reasons().stream().limit(limit).map(ReasonView::of).toList());
    }

    private LeaverStore.Scope scope(Parameters parameters) {
        TenantId tenant = caller.tenant();
        LocalDate askedTo = parameters.date("to");
        LocalDate askedFrom = parameters.date("from");
        LocalDate to = askedTo == null
                ? clock.instant()
                        .atZone(tenants.get(tenant).zone())
                        .toLocalDate()
                        .plusDays(1)
                : askedTo;
        LocalDate from = askedFrom == null ? to.minusYears(1) : askedFrom;
        if (!from.isBefore(to)) {
            parameters.error("from", "not_before_to", "The first day lies before the end.");
        }
        parameters.verify();
        return new LeaverStore.Scope(tenant, from, to);
    }

    private static LeaverStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new LeaverStore.Position(LocalDate.parse(sealed.substring(0, space)), sealed.substring(space + 1));
    }
}
