package dev.keizoku.gateway.route;

import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.limit.Decision;
import dev.keizoku.gateway.limit.LimitClass;
import dev.keizoku.gateway.limit.Limits;
import dev.keizoku.gateway.tenant.SuspendedTenants;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Traces;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lets a request through when its tenant is not suspended and it is within the limits of who asks. */
@Singleton
final class Turnstile {

    private final SuspendedTenants suspended;
    private final Limits limits;
    private final Answers answers;
    private final Traces traces;

    Turnstile(SuspendedTenants suspended, Limits limits, Answers answers, Traces traces) {
        this.suspended = suspended;
        this.limits = limits;
        this.answers = answers;
        this.traces = traces;
    }

    void pass(
            RoutingContext context,
            RouteTable.Match match,
            @Nullable Buffer body,
            TenantId tenant,
            String subject,
            Runnable next) {
        traces.note("tenant", tenant.value());
        Refusals.isFrom(context, subject);
        if (suspended.hold(tenant)) {
            answers.refuse(
                    context,
                    new ProblemException(GatewayProblem.TENANT_SUSPENDED, "Ask whoever runs this installation."));
            return;
        }
        LimitClass kind = match instanceof RouteTable.Match.Found(var route) ? route.limit() : LimitClass.READS;
        CompletableFuture<Decision> counted = limits.take(tenant, subject, kind);
        Pause.until(counted, context, body, () -> {
            Decision decision = counted.join();
            decision.tell(context.response().headers());
            if (decision.allowed()) {
                next.run();
            } else {
                answers.refuse(context, decision.problem());
            }
        });
    }
}
