package dev.keizoku.health.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Localised;
import dev.keizoku.health.portfolio.AccountFilter;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TaggedAnswers;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The scores as a CRM pulls them: in the order they changed, from where it stopped the last time. */
@Path("/v1/health-scores")
@RunOnVirtualThread
public class HealthScoreResource {

    private static final List<String> BANDS = List.of("green", "yellow", "red", "unknown");
    private static final Pattern SYNC_TOKEN = Pattern.compile("s_\\d{1,18}");

    private final HealthStore store;
    private final Caller caller;
    private final Cursors cursors;
    private final Tenants tenants;
    private final TaggedAnswers tagged;

    HealthScoreResource(HealthStore store, Caller caller, Cursors cursors, Tenants tenants, TaggedAnswers tagged) {
        this.store = store;
        this.caller = caller;
        this.cursors = cursors;
        this.tenants = tenants;
        this.tagged = tagged;
    }

    /** A page of changes. The sync token continues after it, now or in a month. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Changes(List<HealthView> data, @Nullable String nextCursor, boolean hasMore, String syncToken) {}

    @GET
    @RolesAllowed("health:read")
    public Response list(
            @Context UriInfo uri,
            @Context Request request,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        String syncToken = syncToken(parameters);
        Instant since = parameters.instant("updated_since");
        List<String> bands = bands(parameters);
        AccountFilter accounts = AccountFilter.read(parameters);
        if (syncToken != null && cursor != null) {
            parameters.error("sync_token", "contradiction", "Pass either a cursor or a sync_token.");
        }
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "health-scores?band=" + String.join(",", bands) + "&since=" + since
                + (accounts.isEmpty() ? "" : "&" + accounts);
        long after = 0;
        if (cursor != null) {
            after = Long.parseLong(cursors.open(tenant, list, cursor));
        } else if (syncToken != null) {
            after = Long.parseLong(syncToken.substring(2));
        }
        List<CurrentHealth> found =
                store.changes(tenant, after, new HealthStore.Filter(bands, accounts, since), limit + 1);
        boolean more = found.size() > limit;
        List<CurrentHealth> page = more ? found.subList(0, limit) : found;
        long reached = page.isEmpty() ? after : page.getLast().changeSeq();
        Language language = Language.of(acceptLanguage, tenants.get(tenant).language());
        Changes changes = new Changes(
                page.stream().map(row -> HealthView.of(row, language)).toList(),
                more ? cursors.seal(tenant, list, Long.toString(reached)) : null,
                more,
                "s_" + reached);
        return Localised.finish(language, tagged.begin(changes, request));
    }

    static List<String> bands(Parameters parameters) {
        List<String> bands =
                parameters.strings("band").stream().distinct().sorted().toList();
        if (!BANDS.containsAll(bands)) {
            parameters.error("band", "invalid_value", "Accepted: " + String.join(", ", BANDS) + ".");
        }
        return bands;
    }

    static @Nullable String syncToken(Parameters parameters) {
        String syncToken = parameters.string("sync_token");
        if (syncToken != null && !SYNC_TOKEN.matcher(syncToken).matches()) {
            parameters.error("sync_token", "invalid_value", "Pass the sync_token of an earlier answer.");
        }
        return syncToken;
    }
}
