package dev.keizoku.health.play.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Localised;
import dev.keizoku.health.play.PlayView;
import dev.keizoku.health.play.Plays;
import dev.keizoku.health.play.book.PlaybookSettings;
import dev.keizoku.health.play.book.Playbooks;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What to do next. */
@Path("/v1/work-queue")
@RunOnVirtualThread
public class WorkQueueResource {

    private final QueueStore store;
    private final Plays plays;
    private final Versions versions;
    private final Caller caller;
    private final Tenants tenants;
    private final Cursors cursors;

    WorkQueueResource(
            QueueStore store, Plays plays, Versions versions, Caller caller, Tenants tenants, Cursors cursors) {
        this.store = store;
        this.plays = plays;
        this.versions = versions;
        this.caller = caller;
        this.tenants = tenants;
        this.cursors = cursors;
    }

    /** A row: a play and what its place follows from. */
    record Row(PlayView play, PriorityView priority) {

        static Row of(QueueStore.Waiting waiting, PlaybookSettings settings, Language language) {
            Priority priority = waiting.priority();
            return new Row(
                    PlayView.of(waiting.play(), settings, language),
                    new PriorityView(
                            priority.value(),
                            priority.risk(),
                            PlayView.money(priority.mrr(), waiting.currency()),
                            priority.proximity(),
                            priority.decidesOn()));
        }
    }

    /** The parts of a priority. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PriorityView(
            BigDecimal value,
            BigDecimal risk,
            @Nullable Money mrr,
            BigDecimal proximity,
            @Nullable LocalDate decidesOn) {}

    @GET
    @RolesAllowed("health:read")
    public Response list(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        List<String> owners = parameters.strings("owner");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "work-queue?" + owners;
        QueueStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<QueueStore.Waiting> found = store.waiting(tenant, owners, after, plays.today(tenant), limit + 1);
        boolean more = found.size() > limit;
        List<QueueStore.Waiting> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().priority().value().toPlainString() + " "
                                + page.getLast().play().playId())
                : null;
        Language language = Language.of(acceptLanguage, tenants.get(tenant).language());
        Map<Integer, PlaybookSettings> settings = new HashMap<>();
        List<Row> rows = page.stream()
                .map(waiting -> Row.of(
                        waiting, settings.computeIfAbsent(waiting.play().playbooksVersion(), this::settings), language))
                .toList();
        return Localised.in(language, new Page<>(rows, next, more));
    }

    private PlaybookSettings settings(int version) {
        return versions.version(caller.tenant(), Playbooks.KIND, version).document();
    }

    private static QueueStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new QueueStore.Position(
                new BigDecimal(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
