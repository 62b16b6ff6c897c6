package dev.keizoku.metrics.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.metrics.movement.LedgerStore;
import dev.keizoku.metrics.movement.MrrMovement;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What one customer is worth, and how it came to that. */
@Path("/v1/accounts/{account_id}/mrr")
@RunOnVirtualThread
public class AccountMrrResource {

    private static final int LATEST = 20;

    private final Reading reading;
    private final Tenants tenants;
    private final Caller caller;
    private final Jdbi jdbi;
    private final AsOfStore past;

    AccountMrrResource(Reading reading, Tenants tenants, Caller caller, Jdbi jdbi, AsOfStore past) {
        this.reading = reading;
        this.tenants = tenants;
        this.caller = caller;
        this.jdbi = jdbi;
        this.past = past;
    }

    /** The account's balance by currency, and its latest movements, newest first. */
    public record Answer(
            AccountId accountId,
            String definition,
            List<Money> mrr,
            List<Money> arr,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable LocalDate customerSince,

            LocalDate dataThrough,
            @Nullable Instant asOf,
            List<MovementLine> movements) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response mrr(@PathParam("account_id") String id, @Context UriInfo uri) {
        AccountId account = account(id);
        TenantRecord tenant = tenants.get(caller.tenant());
        Parameters parameters = Parameters.of(uri);
        AsOf asOf = reading.asOf(parameters, tenant);
        parameters.verify();
        LocalDate today = asOf == null ? reading.today(tenant) : asOf.day();
        long position = reading.position(tenant);
        List<MrrMovement> movements = movements(tenant.tenant().value(), account.value(), asOf).stream()
                .filter(movement -> !movement.day().isAfter(today))
                .toList();
        return Response.ok(answer(account, movements, today, asOf))
                .header(Reading.FEED_POSITION, position)
                .build();
    }

    /** Every movement of the whole customer, by day. */
    private List<MrrMovement> movements(String tenant, String account, @Nullable AsOf asOf) {
        List<MrrMovement> movements = asOf == null
                ? jdbi.withHandle(handle ->
                        LedgerStore.knows(handle, tenant, account) ? LedgerStore.of(handle, tenant, account) : null)
                : past.movements(tenant, account, asOf.instant());
        if (movements == null) {
            throw ProblemException.notFound("account");
        }
        return movements;
    }

    private static Answer answer(AccountId account, List<MrrMovement> movements, LocalDate today, @Nullable AsOf asOf) {
        SortedMap<String, MrrMovement> standing = new TreeMap<>();
        movements.forEach(movement -> standing.put(movement.currency().getCurrencyCode(), movement));
        standing.values().removeIf(movement -> movement.closing().signum() == 0);
        List<MrrMovement> newestFirst = movements.stream()
                .sorted(Comparator.comparing(MrrMovement::day)
                        .reversed()
                        .thenComparing(movement -> movement.currency().getCurrencyCode()))
                .limit(LATEST)
                .toList();
        return new Answer(
                account,
                Metric.MRR.definition(),
                standing.values().stream()
                        .map(movement -> MovementLine.monthly(movement.closing(), movement.currency()))
                        .toList(),
                standing.values().stream()
                        .map(movement -> new Money(movement.closing(), movement.currency()).rounded())
                        .toList(),
                movements.isEmpty() ? null : movements.getFirst().day(),
                today,
                asOf == null ? null : asOf.instant(),
                newestFirst.stream()
                        .map(movement -> MovementLine.of(
                                movement.day(),
                                movement.type(),
                                movement.reason(),
                                movement.currency(),
                                movement.opening(),
                                movement.closing()))
                        .toList());
    }

    private static AccountId account(String id) {
        try {
            return new AccountId(id);
        } catch (IllegalArgumentException unacceptable) {
            throw ProblemException.notFound("account");
        }
    }
}
