package dev.keizoku.metrics.balance;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.NdjsonWriter;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.Reading;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every account is worth, as a stream sorted by account. */
@Path("/v1/account-balances")
@RunOnVirtualThread
public class AccountBalanceResource {

    private final Reading reading;
    private final Caller caller;
    private final ObjectMapper mapper;

    AccountBalanceResource(Reading reading, Caller caller, ObjectMapper mapper) {
        this.reading = reading;
        this.caller = caller;
        this.mapper = mapper;
    }

    @GET
    @RolesAllowed("internal")
    @Produces("application/x-ndjson")
    public Response stream(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate day = parameters.date("day");
        Instant knownAt = parameters.instant("known_at");
        AccountId from = parameters.accountId("from");
        AccountId to = parameters.accountId("to");
        if (day == null && parameters.strings("day").isEmpty()) {
            parameters.error("day", "required", "Say at the end of which day.");
        }
        parameters.verify();
        Reading.Known known = reading.known(caller, Objects.requireNonNull(day), knownAt);
        AccountBalances balances = new AccountBalances(known.book(), known.reporting(), day);
        StreamingOutput rows = out -> {
            NdjsonWriter writer = new NdjsonWriter(out, mapper);
            for (Customer customer : known.book().from(from == null ? "" : from.value())) {
                if (isPast(customer, to)) {
                    break;
                }
                AccountBalance balance = balances.of(customer);
                if (balance != null) {
                    writer.write(balance);
                }
            }
            writer.finish();
        };
        return Response.ok(rows)
                .header(Reading.FEED_POSITION, known.book().position())
                .build();
    }

    private static boolean isPast(Customer customer, @Nullable AccountId to) {
        return to != null && Book.BY_ACCOUNT.compare(customer.account(), to.value()) >= 0;
    }
}
