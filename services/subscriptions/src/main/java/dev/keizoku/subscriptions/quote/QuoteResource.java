package dev.keizoku.subscriptions.quote;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.PathIds;
import dev.keizoku.subscriptions.plan.TermDiscount;
import dev.keizoku.subscriptions.quote.Asked.Kind;
import dev.keizoku.subscriptions.subscription.Subscriptions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes a customer asks for, priced before they are made, over HTTP. */
@Path("/v1/accounts/{account_id}/quotes")
@RunOnVirtualThread
public class QuoteResource {

    private final Quotes quotes;
    private final Subscriptions subscriptions;
    private final Caller caller;

    QuoteResource(Quotes quotes, Subscriptions subscriptions, Caller caller) {
        this.quotes = quotes;
        this.subscriptions = subscriptions;
        this.caller = caller;
    }

    public record QuoteBody(
            @NotNull SubscriptionId subscriptionId,
            @NotNull Kind kind,
            @Nullable PlanId planId,

            @DecimalMin(value = "0", inclusive = false) @Digits(integer = 14, fraction = 6) @Nullable BigDecimal quantity,

            @Min(1) @Max(TermDiscount.MAX_MONTHS) @Nullable Integer termMonths,
            @Nullable Instant effectiveAt,
            @Size(max = 500) @Nullable String reason,
            @Pattern(regexp = "[a-z0-9_]{1,64}") @Nullable String reasonCode) {

        Asked toAsked(Instant now) {
            List<FieldError> errors = new ArrayList<>();
            need(errors, "plan_id", planId, kind == Kind.CHANGE_PLAN, false);
            need(errors, "quantity", quantity, kind == Kind.CHANGE_QUANTITY, kind == Kind.CHANGE_PLAN);
            need(errors, "term_months", termMonths, kind == Kind.CHANGE_TERM, false);
            need(errors, "reason_code", reasonCode, false, kind == Kind.CANCEL);
            if (effectiveAt != null && effectiveAt.isBefore(now)) {
                errors.add(new FieldError("/effective_at", "invalid_value", "A change takes effect from now on."));
            }
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            Instant wished = effectiveAt == null ? null : effectiveAt.truncatedTo(ChronoUnit.MICROS);
            return new Asked(subscriptionId, kind, planId, quantity, termMonths, wished, reason, reasonCode);
        }

        private void need(
                List<FieldError> errors, String field, @Nullable Object value, boolean needed, boolean allowed) {
            if (value == null && needed) {
                errors.add(new FieldError("/" + field, "required", "A quote of " + kind.wire() + " needs this field."));
            } else if (value != null && !needed && !allowed) {
                errors.add(new FieldError(
                        "/" + field, "not_applicable", "A quote of " + kind.wire() + " has no such field."));
            }
        }
    }

    /** A quote and how it stands. */
    public record QuoteView(@JsonUnwrapped Quote quote, String status) {

        static QuoteView of(Quote quote, Instant now) {
            String open = now.isBefore(quote.validUntil()) ? "open" : "expired";
            return new QuoteView(quote, quote.confirmedAt() == null ? open : "confirmed");
        }
    }

    @POST
    @RolesAllowed("subscriptions:write")
    public Response ask(@PathParam("account_id") String accountId, QuoteBody body) {
        AccountId account = PathIds.account(accountId);
        Instant now = subscriptions.now();
        Quote quote = quotes.ask(caller.tenant(), account, body.toAsked(now));
        return Response.status(201).entity(QuoteView.of(quote, now)).build();
    }

    @GET
    @Path("/{quote_id}")
    @RolesAllowed("subscriptions:read")
    public QuoteView get(@PathParam("account_id") String accountId, @PathParam("quote_id") String quoteId) {
        return quotes.find(caller.tenant(), PathIds.account(accountId), id(quoteId))
                .map(quote -> QuoteView.of(quote, subscriptions.now()))
                .orElseThrow(() -> ProblemException.notFound("quote"));
    }

    @POST
    @Path("/{quote_id}/confirm")
    @RolesAllowed("subscriptions:write")
    public QuoteView confirm(@PathParam("account_id") String accountId, @PathParam("quote_id") String quoteId) {
        Quote quote = quotes.confirm(caller.tenant(), PathIds.account(accountId), id(quoteId));
        return QuoteView.of(quote, subscriptions.now());
    }

    private static String id(String text) {
        return PathIds.of("quote_id", text, CallerId::check);
    }
}
