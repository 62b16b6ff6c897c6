package dev.keizoku.health.play.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.play.Plays;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
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
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What each owner looks after, and a team together. */
@Path("/v1/owners")
@RunOnVirtualThread
public class OwnerResource {

    private final QueueStore store;
    private final Plays plays;
    private final Tenants tenants;
    private final Caller caller;

    OwnerResource(QueueStore store, Plays plays, Tenants tenants, Caller caller) {
        this.store = store;
        this.plays = plays;
        this.tenants = tenants;
        this.caller = caller;
    }

    /** Owners with their sum. */
    record Team(List<LoadView> data, LoadView total) {}

    /** What an owner has. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LoadView(
            @Nullable String owner, int accounts, Money mrr, Money atRiskMrr, int openPlays, int overduePlays) {}

    @GET
    @RolesAllowed("health:read")
    public Team get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        List<String> owners = parameters.strings("owner");
        parameters.verify();
        TenantId tenant = caller.tenant();
        List<QueueStore.Load> loads = store.loads(tenant, owners, plays.today(tenant));
        Currency currency = loads.stream()
                .map(QueueStore.Load::currency)
                .filter(code -> code != null)
                .findFirst()
                .map(Currency::getInstance)
                .orElse(tenants.get(tenant).currency());
        LoadView total = new LoadView(
                null,
                sum(loads, QueueStore.Load::accounts),
                money(loads, QueueStore.Load::mrr, currency),
                money(loads, QueueStore.Load::atRiskMrr, currency),
                sum(loads, QueueStore.Load::openPlays),
                sum(loads, QueueStore.Load::overduePlays));
        return new Team(
                loads.stream()
                        .map(load -> new LoadView(
                                load.owner(),
                                load.accounts(),
                                new Money(load.mrr(), currency).rounded(),
                                new Money(load.atRiskMrr(), currency).rounded(),
                                load.openPlays(),
                                load.overduePlays()))
                        .toList(),
                total);
    }

    private static int sum(List<QueueStore.Load> loads, ToIntFunction<QueueStore.Load> what) {
        return loads.stream().mapToInt(what).sum();
    }

    private static Money money(
            List<QueueStore.Load> loads, Function<QueueStore.Load, BigDecimal> what, Currency currency) {
        return new Money(loads.stream().map(what).reduce(BigDecimal.ZERO, BigDecimal::add), currency).rounded();
    }
}
