package dev.keizoku.health.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The portfolio over HTTP; the gateway asks it for accounts with {@code include} as well. */
@Path("/v1/portfolio")
@RunOnVirtualThread
public class PortfolioResource {

    private static final List<String> BANDS =
            Stream.of(Band.values()).map(Band::key).toList();
    private static final List<String> STAGES =
            Stream.of(LifecycleStage.values()).map(LifecycleStage::key).toList();

    private final PortfolioStore store;
    private final Caller caller;
    private final Cursors cursors;

    PortfolioResource(PortfolioStore store, Caller caller, Cursors cursors) {
        this.store = store;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** A page, with what all pages come to. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Answer(List<PortfolioRow> data, @Nullable String nextCursor, boolean hasMore, PortfolioRow.Totals totals) {}

    @GET
    @RolesAllowed("health:read")
    public Answer get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        AccountFilter accounts = AccountFilter.read(parameters);
        List<String> bands = several(parameters, "band", BANDS);
        List<String> stages = several(parameters, "stage", STAGES);
        String sort = parameters.oneOf("sort", PortfolioSort.Direction.KEYS, "-mrr");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        PortfolioStore.Question question =
                new PortfolioStore.Question(accounts, bands, stages, PortfolioSort.Direction.of(sort));
        String list = "portfolio?" + question;
        PortfolioStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        PortfolioRow.Table table = store.table(tenant, question, after, limit + 1);
        boolean more = table.rows().size() > limit;
        List<PortfolioRow> page = more ? table.rows().subList(0, limit) : table.rows();
        return new Answer(
                page, more ? cursors.seal(tenant, list, position(page.getLast())) : null, more, table.totals());
    }

    private static List<String> several(Parameters parameters, String name, List<String> accepted) {
        List<String> values =
                parameters.strings(name).stream().distinct().sorted().toList();
        if (!accepted.containsAll(values)) {
            parameters.error(name, "invalid_value", "Accepted: " + String.join(", ", accepted) + ".");
        }
        return values;
    }

    /** No id and no value holds a line feed but a name, which comes last. */
    private static String position(PortfolioRow last) {
        return last.accountId() + "\n" + (last.sortedBy() == null ? "" : "=" + last.sortedBy());
    }

    private static PortfolioStore.Position position(String sealed) {
        int line = sealed.indexOf('\n');
        String value = sealed.substring(line + 1);
        return new PortfolioStore.Position(value.isEmpty() ? null : value.substring(1), sealed.substring(0, line));
    }
}
