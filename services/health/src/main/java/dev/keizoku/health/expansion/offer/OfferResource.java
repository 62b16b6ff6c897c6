package dev.keizoku.health.expansion.offer;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.expansion.OfferKind;
import dev.keizoku.health.expansion.Requester;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RowId;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The offers, and what became of them. */
@Path("/v1/offers")
@RunOnVirtualThread
public class OfferResource {

    private static final List<String> STATES =
            Stream.of(Offer.State.values()).map(Offer.State::key).toList();
    private static final List<String> KINDS =
            Stream.of(OfferKind.values()).map(OfferKind::key).toList();
    private static final List<String> REQUESTERS =
            Stream.of(Requester.values()).map(Requester::key).toList();
    private static final List<String> TEAMS = List.of("customer_success", "sales");

    private final Offers offers;
    private final Caller caller;
    private final Cursors cursors;

    OfferResource(Offers offers, Caller caller, Cursors cursors) {
        this.offers = offers;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** What can become of an offer. */
    enum Outcome {
        @JsonProperty("won")
        WON,
        @JsonProperty("lost")
        LOST,
        @JsonProperty("declined")
        DECLINED,
        @JsonProperty("expired")
        EXPIRED;

        Offer.State state() {
            return switch (this) {
                case WON -> Offer.State.WON;
                case LOST -> Offer.State.LOST;
                case DECLINED -> Offer.State.DECLINED;
                case EXPIRED -> Offer.State.EXPIRED;
            };
        }
    }

    /** What became of it, and why. */
    record Closing(
            @NotNull Outcome outcome,
            @Nullable @Size(max = 2000) String reason) {}

    @GET
    @RolesAllowed("health:read")
    public Page<Offer> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        AccountId account = parameters.accountId("account_id");
        String state = parameters.oneOf("state", STATES, "");
        String kind = parameters.oneOf("kind", KINDS, "");
        String requestedBy = parameters.oneOf("requested_by", REQUESTERS, "");
        String team = parameters.oneOf("owner_team", TEAMS, "");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "offers?account=" + (account == null ? "" : account.value()) + "&state=" + state + "&kind=" + kind
                + "&by=" + requestedBy + "&team=" + team;
        OfferStore.Filter filter = new OfferStore.Filter(
                account == null ? null : account.value(), any(state), any(kind), any(requestedBy), any(team));
        OfferStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<Offer> found = offers.list(tenant, filter, after, limit + 1);
        boolean more = found.size() > limit;
        List<Offer> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().createdAt() + " " + page.getLast().id())
                : null;
        return new Page<>(page, next, more);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("health:read")
    public Offer get(@Context UriInfo uri, @PathParam("id") String id) {
        Parameters.of(uri).verify();
        return offers.find(caller.tenant(), RowId.of(id, "offer"));
    }

    @POST
    @Path("/{id}/outcome")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Offer close(@Context UriInfo uri, @PathParam("id") String id, Closing closing) {
        Parameters.of(uri).verify();
        if (closing.outcome() == Outcome.DECLINED
                && (closing.reason() == null || closing.reason().isBlank())) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("/reason", "required", "Say why the customer declined.")));
        }
        return offers.close(
                caller.tenant(), RowId.of(id, "offer"), closing.outcome().state(), closing.reason(), caller.subject());
    }

    private static @Nullable String any(String value) {
        return value.isEmpty() ? null : value;
    }

    private static OfferStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new OfferStore.Position(
                Instant.parse(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
