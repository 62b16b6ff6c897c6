package dev.keizoku.health.model;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Customers by how likely they are to leave. */
@Path("/v1/churn-probabilities")
@RunOnVirtualThread
public class ChurnProbabilityListResource {

    private static final String ACTIVE = "active";

    private final ListingStore store;
    private final TrainingStore trainings;
    private final Caller caller;
    private final Cursors cursors;

    ChurnProbabilityListResource(ListingStore store, TrainingStore trainings, Caller caller, Cursors cursors) {
        this.store = store;
        this.trainings = trainings;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** A page, with the model it is by; without one that may speak nobody is listed. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ListView(
            String status,
            int horizonMonths,
            @Nullable Instant trainedAt,
            @Nullable Instant listedAt,
            @Nullable LocalDate asOf,
            List<RowView> data,
            @Nullable String nextCursor,
            boolean hasMore) {}

    /** A customer, with its score beside. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RowView(
            String accountId,
            @Nullable String name,
            @Nullable String owner,
            BigDecimal churnProbability,
            @Nullable BigDecimal score,
            String band,
            LocalDate asOf) {

        static RowView of(ListingStore.Listed listed) {
            return new RowView(
                    listed.accountId(),
                    listed.name(),
                    listed.owner(),
                    listed.churnProbability(),
                    listed.score(),
                    listed.band(),
                    listed.day());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public ListView list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        List<String> owners = parameters.strings("owner");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "churn-probabilities?" + owners;
        ListingStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        String status = trainings
                .latest(tenant)
                .map(done -> done.decision().toLowerCase(Locale.ROOT))
                .orElse(ChurnModelResource.UNTRAINED);
        ListingStore.Head head = status.equals(ACTIVE) ? store.head(tenant).orElse(null) : null;
        if (head == null) {
            return new ListView(status, 1, null, null, null, List.of(), null, false);
        }
        List<ListingStore.Listed> found = store.list(tenant, owners, after, limit + 1);
        boolean more = found.size() > limit;
        List<ListingStore.Listed> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().churnProbability().toPlainString() + " "
                                + page.getLast().accountId())
                : null;
        return new ListView(
                status,
                1,
                head.trainedAt(),
                head.listedAt(),
                head.day(),
                page.stream().map(RowView::of).toList(),
                next,
                more);
    }

    private static ListingStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new ListingStore.Position(new BigDecimal(sealed.substring(0, space)), sealed.substring(space + 1));
    }
}
