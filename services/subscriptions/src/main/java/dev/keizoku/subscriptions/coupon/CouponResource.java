package dev.keizoku.subscriptions.coupon;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.subscriptions.Pages;
import dev.keizoku.subscriptions.PathIds;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Coupons over HTTP. */
@Path("/v1/coupons")
@RunOnVirtualThread
public class CouponResource {

    private final Coupons coupons;
    private final Caller caller;
    private final Pages pages;

    CouponResource(Coupons coupons, Caller caller, Pages pages) {
        this.coupons = coupons;
        this.caller = caller;
        this.pages = pages;
    }

    public record CouponBody(
            @NotNull @Size(min = 1, max = 200) String name,

            @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") @Nullable BigDecimal percentOff,

            @Nullable Money amountOff,
            @NotNull DiscountDuration duration,
            @Min(1) @Max(120) @Nullable Integer months,
            @Nullable Instant validUntil,
            @Size(max = 100) @Nullable List<@NotNull PlanId> planIds) {

        Coupon toCoupon(CouponId id) {
            List<FieldError> errors = new ArrayList<>();
            if (percentOff == null && amountOff == null) {
                errors.add(new FieldError("/percent_off", "required", "Say what is off: a percentage or an amount."));
            }
            if (percentOff != null && amountOff != null) {
                errors.add(new FieldError(
                        "/amount_off", "not_applicable", "A coupon takes off either a percentage or an amount."));
            }
            if (amountOff != null && amountOff.amount().signum() <= 0) {
                errors.add(new FieldError("/amount_off", "invalid_value", "An amount off is more than zero."));
            }
            if (duration == DiscountDuration.REPEATING && months == null) {
                errors.add(new FieldError("/months", "required", "Say how many months a repeating coupon lasts."));
            }
            if (duration != DiscountDuration.REPEATING && months != null) {
                errors.add(new FieldError("/months", "not_applicable", "Only a repeating coupon lasts some months."));
            }
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            return new Coupon(
                    id,
                    name,
                    percentOff,
                    amountOff,
                    duration,
                    months,
                    validUntil == null ? null : validUntil.truncatedTo(ChronoUnit.MICROS),
                    planIds == null ? List.of() : planIds);
        }
    }

    @PUT
    @Path("/{coupon_id}")
    @RolesAllowed("subscriptions:write")
    public Response put(@PathParam("coupon_id") String couponId, CouponBody body) {
        Coupon coupon = body.toCoupon(id(couponId));
        boolean created = coupons.put(caller.tenant(), coupon);
        return Response.status(created ? 201 : 200).entity(coupon).build();
    }

    @GET
    @Path("/{coupon_id}")
    @RolesAllowed("subscriptions:read")
    public Coupon get(@PathParam("coupon_id") String couponId) {
        return coupons.find(caller.tenant(), id(couponId)).orElseThrow(() -> ProblemException.notFound("coupon"));
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<Coupon> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        String after = pages.after(caller.tenant(), "coupons", cursor);
        List<Coupon> found = coupons.list(caller.tenant(), after, limit + 1);
        return pages.of(
                caller.tenant(),
                "coupons",
                found,
                limit,
                coupon -> coupon.couponId().value());
    }

    private static CouponId id(String text) {
        return PathIds.of("coupon_id", text, CouponId::new);
    }
}
