package dev.keizoku.subscriptions.offer;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.subscriptions.plan.TermDiscount;
import dev.keizoku.subscriptions.plan.TermDiscountBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;

/** The tenant's discounts for long terms over HTTP. */
@Path("/v1/term-discounts")
@RunOnVirtualThread
public class TermDiscountResource {

    private final Offers offers;
    private final Caller caller;

    TermDiscountResource(Offers offers, Caller caller) {
        this.offers = offers;
        this.caller = caller;
    }

    public record TermDiscountsBody(@NotNull @Size(max = 20) List<@NotNull @Valid TermDiscountBody> data) {}

    public record TermDiscounts(List<TermDiscount> data) {}

    @GET
    @RolesAllowed("subscriptions:read")
    public TermDiscounts get(@Context UriInfo uri) {
        Parameters.of(uri).verify();
        return new TermDiscounts(offers.termDiscounts(caller.tenant()));
    }

    @PUT
    @RolesAllowed("subscriptions:write")
    public TermDiscounts put(TermDiscountsBody body) {
        List<FieldError> errors = new ArrayList<>();
        List<TermDiscount> discounts = TermDiscountBody.read(body.data(), "/data", errors);
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        offers.putTermDiscounts(caller.tenant(), discounts);
        return new TermDiscounts(discounts);
    }
}
