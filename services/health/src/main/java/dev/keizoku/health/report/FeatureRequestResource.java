package dev.keizoku.health.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** What customers wish for, by what those who do are worth. */
@Path("/v1/feature-requests")
@RunOnVirtualThread
public class FeatureRequestResource {

    private static final int YEAR_MONTHS = 12;

    private final ReportStore store;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;

    FeatureRequestResource(ReportStore store, Caller caller, Tenants tenants, Clock clock) {
        this.store = store;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** The wishes of a time, those of the most worth first. */
    record Wishes(LocalDate from, LocalDate to, List<WishView> data) {}

    /** A feature that is wished for. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record WishView(String feature, long requests, long accounts, Money mrr, BigDecimal weight) {}

    @GET
    @RolesAllowed("health:read")
    public Wishes list(@Context UriInfo uri) {
        TenantRecord tenant = tenants.get(caller.tenant());
        Parameters parameters = Parameters.of(uri);
        LocalDate askedTo = parameters.date("to");
        LocalDate askedFrom = parameters.date("from");
        int limit = parameters.limit();
        LocalDate to = askedTo == null
                ? clock.instant().atZone(tenant.zone()).toLocalDate().plusDays(1)
                : askedTo;
        LocalDate from = askedFrom == null ? to.minusMonths(YEAR_MONTHS) : askedFrom;
        if (!from.isBefore(to)) {
            parameters.error("from", "not_before_to", "The first day lies before the end.");
        }
        parameters.verify();
        List<WishView> wishes = store
                .wishes(
                        tenant,
                        from.atStartOfDay(tenant.zone()).toInstant(),
                        to.atStartOfDay(tenant.zone()).toInstant(),
                        limit)
                .stream()
                .map(wish -> new WishView(
                        wish.feature(),
                        wish.requests(),
                        wish.accounts(),
                        new Money(wish.mrr(), tenant.currency()).rounded(),
                        wish.weight()))
                .toList();
        return new Wishes(from, to, wishes);
    }
}
