package dev.keizoku.health.loyalty;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
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
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segment of loyal customers: its share over time, and who is in it. */
@Path("/v1/loyalty")
@RunOnVirtualThread
public class LoyaltyResource {

    private static final int YEAR_MONTHS = 12;
    private static final int SHARE_SCALE = 4;

    private final LoyaltyStore store;
    private final Caller caller;
    private final Tenants tenants;
    private final Cursors cursors;
    private final Clock clock;

    LoyaltyResource(LoyaltyStore store, Caller caller, Tenants tenants, Cursors cursors, Clock clock) {
        this.store = store;
        this.caller = caller;
        this.tenants = tenants;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** Months in their order; one without a scored day is not there. */
    record Series(LocalDate from, LocalDate to, List<MonthView> data) {}

    /** A month. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MonthView(LocalDate month, long customers, long loyal, BigDecimal share) {

        static MonthView of(LoyaltyStore.Month month) {
            return new MonthView(
                    month.month(),
                    month.customers(),
                    month.loyal(),
                    BigDecimal.valueOf(month.loyal())
                            .divide(BigDecimal.valueOf(month.customers()), SHARE_SCALE, RoundingMode.HALF_UP));
        }
    }

    /** A customer. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CustomerView(String accountId, @Nullable String name, boolean loyal, boolean growing) {}

    @GET
    @RolesAllowed("health:read")
    public Series series(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate askedTo = parameters.date("to");
        LocalDate askedFrom = parameters.date("from");
        LocalDate to = askedTo == null ? thisMonth().plusMonths(1) : askedTo;
        LocalDate from = askedFrom == null ? to.minusMonths(YEAR_MONTHS) : askedFrom;
        if (!from.isBefore(to)) {
            parameters.error("from", "not_before_to", "The first day lies before the end.");
        }
        parameters.verify();
        return new Series(
                from,
                to,
                store.months(caller.tenant(), from, to).stream()
                        .map(MonthView::of)
                        .toList());
    }

    @GET
    @Path("/accounts")
    @RolesAllowed("health:read")
    public Page<CustomerView> accounts(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate day = parameters.date("month");
        boolean growing = parameters.flag("growing");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        LocalDate month = day == null ? null : day.withDayOfMonth(1);
        String list = "loyalty/accounts?month=" + month + "&growing=" + growing;
        String after = cursor == null ? null : cursors.open(tenant, list, cursor);
        List<LoyaltyStore.Customer> found = store.customers(tenant, month, growing, after, limit + 1);
        boolean more = found.size() > limit;
        List<LoyaltyStore.Customer> page = more ? found.subList(0, limit) : found;
        return new Page<>(
                page.stream()
                        .map(customer -> new CustomerView(
                                customer.accountId(), customer.name(), customer.loyal(), customer.growing()))
                        .toList(),
                more ? cursors.seal(tenant, list, page.getLast().accountId()) : null,
                more);
    }

    private LocalDate thisMonth() {
        return clock.instant()
                .atZone(tenants.get(caller.tenant()).zone())
                .toLocalDate()
                .withDayOfMonth(1);
    }
}
