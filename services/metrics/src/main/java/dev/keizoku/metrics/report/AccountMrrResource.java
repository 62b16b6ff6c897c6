package dev.keizoku.metrics.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
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
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What one customer is worth, and how it came to that. */
@Path("/v1/accounts/{account_id}/mrr")
@RunOnVirtualThread
public class AccountMrrResource {

    private static final int LATEST = 20;
    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private final Reading reading;
    private final Tenants tenants;
    private final Caller caller;
    private final Jdbi jdbi;

    AccountMrrResource(Reading reading, Tenants tenants, Caller caller, Jdbi jdbi) {
        this.reading = reading;
        this.tenants = tenants;
        this.caller = caller;
        this.jdbi = jdbi;
    }

    /** The account's balance by currency, and its latest movements, newest first. */
    public record Answer(
            AccountId accountId,
            List<Money> mrr,
            List<Money> arr,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable LocalDate customerSince,

            LocalDate dataThrough,
            List<Movement> movements) {}

    /** One day's movement of the account's MRR in one currency. */
    public record Movement(LocalDate day, String type, String reason, Money amount, Money opening, Money closing) {

        static Movement from(MrrMovement movement) {
            return new Movement(
                    movement.day(),
                    movement.type().wireName(),
                    movement.reason().wireName(),
                    monthly(movement.amount(), movement.currency()),
                    monthly(movement.opening(), movement.currency()),
                    monthly(movement.closing(), movement.currency()));
        }
    }

    @GET
    @RolesAllowed("metrics:read")
    public Response mrr(@PathParam("account_id") String id) {
        AccountId account = account(id);
        TenantRecord tenant = tenants.get(caller.tenant());
        LocalDate today = reading.today(tenant);
        long position = reading.position(tenant);
        return jdbi.withHandle(handle -> {
            String tenantId = tenant.tenant().value();
            if (!LedgerStore.knows(handle, tenantId, account.value())) {
                throw ProblemException.notFound("account");
            }
            List<MrrMovement> balances = LedgerStore.balances(handle, tenantId, account.value(), today).stream()
                    .filter(movement -> movement.closing().signum() > 0)
                    .toList();
            Answer answer = new Answer(
                    account,
                    balances.stream()
                            .map(movement -> monthly(movement.closing(), movement.currency()))
                            .toList(),
                    balances.stream()
                            .map(movement -> new Money(movement.closing(), movement.currency()).rounded())
                            .toList(),
                    LedgerStore.customerSince(handle, tenantId, account.value(), today),
                    today,
                    LedgerStore.latest(handle, tenantId, account.value(), today, LATEST).stream()
                            .map(Movement::from)
                            .toList());
            return Response.ok(answer).header(Reading.FEED_POSITION, position).build();
        });
    }

    private static AccountId account(String id) {
        try {
            return new AccountId(id);
        } catch (IllegalArgumentException unacceptable) {
            throw ProblemException.notFound("account");
        }
    }

    private static Money monthly(BigDecimal annual, Currency currency) {
        return Reading.money(new MetricValue.Amount(annual, MONTHS), currency);
    }
}
