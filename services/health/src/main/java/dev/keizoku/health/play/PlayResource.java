package dev.keizoku.health.play;

import dev.keizoku.health.language.Language;
import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.play.book.PlaybookSettings;
import dev.keizoku.health.play.book.Playbooks;
import dev.keizoku.health.play.example.SuccessCases;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RowId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The plays: all of them, one with everything it takes, and doing it. */
@Path("/v1/plays")
@RunOnVirtualThread
public class PlayResource {

    private static final int MAX_KEY = 255;
    private static final List<String> TIERS =
            Arrays.stream(Tier.values()).map(Tier::key).toList();
    private static final List<String> PLAYBOOKS =
            Arrays.stream(PlaybookKey.values()).map(PlaybookKey::key).toList();

    private final Plays plays;
    private final Versions versions;
    private final SuccessCases cases;
    private final Caller caller;
    private final Tenants tenants;
    private final Cursors cursors;

    PlayResource(Plays plays, Versions versions, SuccessCases cases, Caller caller, Tenants tenants, Cursors cursors) {
        this.plays = plays;
        this.versions = versions;
        this.cases = cases;
        this.caller = caller;
        this.tenants = tenants;
        this.cursors = cursors;
    }

    /** A play that is opened by hand. */
    record Wanted(
            @NotNull AccountId accountId,
            @NotNull PlaybookKey playbook,
            @Nullable Tier tier,
            @Nullable @Size(min = 1, max = 255) String owner) {}

    /** What is said of a step. */
    record Note(@Nullable @Size(max = 2000) String note) {}

    /** What came of it. */
    record Completion(
            @NotNull Outcome outcome,
            @Nullable @Size(max = 2000) String note) {}

    /** Why it is not done. */
    record Refusal(
            @NotNull Dismissal reason,
            @Nullable @Size(max = 2000) String note) {}

    /** Who does it; null for nobody. */
    record Assignment(@Nullable @Size(min = 1, max = 255) String owner) {}

    @GET
    @RolesAllowed("health:read")
    public Response list(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        PlayStore.Filter filter = filter(parameters);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "plays?" + filter;
        PlayStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<Play> found = plays.list(tenant, filter, after, limit + 1);
        boolean more = found.size() > limit;
        List<Play> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().openedOn() + " " + page.getLast().playId())
                : null;
        Language language = language(acceptLanguage);
        Map<Integer, PlaybookSettings> settings = new HashMap<>();
        List<PlayView> views = page.stream()
                .map(play ->
                        PlayView.of(play, settings.computeIfAbsent(play.playbooksVersion(), this::settings), language))
                .toList();
        return in(language, new Page<>(views, next, more)).build();
    }

    static PlayStore.Filter filter(Parameters parameters) {
        String state = parameters.oneOf("state", PlayState.KEYS, "");
        AccountId account = parameters.accountId("account_id");
        String owner = parameters.string("owner");
        String tier = parameters.oneOf("tier", TIERS, "");
        String playbook = parameters.oneOf("playbook", PLAYBOOKS, "");
        boolean overdue = parameters.flag("overdue");
        return new PlayStore.Filter(
                given(state), account == null ? null : account.value(), owner, given(tier), given(playbook), overdue);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response open(
            @Context UriInfo uri,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            Wanted wanted) {
        Parameters.of(uri).verify();
        if (key != null && (key.isEmpty() || key.length() > MAX_KEY)) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("Idempotency-Key", "invalid_value", "A key has 1 to 255 characters.")));
        }
        Play play = plays.open(
                caller.tenant(),
                new Plays.Wanted(wanted.accountId().value(), wanted.playbook(), wanted.tier(), wanted.owner(), key));
        Language language = language(acceptLanguage);
        return in(language, detail(play, language))
                .status(Response.Status.CREATED)
                .location(URI.create("/v1/plays/" + play.playId()))
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("health:read")
    public Response get(
            @Context UriInfo uri,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters.of(uri).verify();
        return answer(plays.find(caller.tenant(), RowId.of(id, "play")), acceptLanguage);
    }

    @POST
    @Path("/{id}/start")
    @RolesAllowed("health:write")
    public Response start(
            @Context UriInfo uri,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters.of(uri).verify();
        return answer(plays.start(caller.tenant(), RowId.of(id, "play"), caller.subject()), acceptLanguage);
    }

    @POST
    @Path("/{id}/steps/{step}/complete")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response completeStep(
            @Context UriInfo uri,
            @PathParam("id") String id,
            @PathParam("step") String step,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            Note note) {
        Parameters.of(uri).verify();
        return answer(
                plays.completeStep(caller.tenant(), RowId.of(id, "play"), number(step), caller.subject(), note.note()),
                acceptLanguage);
    }

    @POST
    @Path("/{id}/complete")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response complete(
            @Context UriInfo uri,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            Completion said) {
        Parameters.of(uri).verify();
        return answer(
                plays.complete(caller.tenant(), RowId.of(id, "play"), said.outcome(), caller.subject(), said.note()),
                acceptLanguage);
    }

    @POST
    @Path("/{id}/dismiss")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response dismiss(
            @Context UriInfo uri,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            Refusal said) {
        Parameters.of(uri).verify();
        return answer(
                plays.dismiss(caller.tenant(), RowId.of(id, "play"), said.reason(), caller.subject(), said.note()),
                acceptLanguage);
    }

    @POST
    @Path("/{id}/assign")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response assign(
            @Context UriInfo uri,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            Assignment said) {
        Parameters.of(uri).verify();
        return answer(plays.assign(caller.tenant(), RowId.of(id, "play"), said.owner()), acceptLanguage);
    }

    private Response answer(Play play, @Nullable String acceptLanguage) {
        Language language = language(acceptLanguage);
        return in(language, detail(play, language)).build();
    }

    private PlayView.Detail detail(Play play, Language language) {
        TenantId tenant = caller.tenant();
        return PlayView.Detail.of(
                play,
                settings(play.playbooksVersion()),
                plays.steps(tenant, play.playId()),
                cases.nearest(tenant, play.account().industry(), play.account().size()),
                language);
    }

    private PlaybookSettings settings(int version) {
        return versions.version(caller.tenant(), Playbooks.KIND, version).document();
    }

    private Language language(@Nullable String acceptLanguage) {
        return Language.of(acceptLanguage, tenants.get(caller.tenant()).language());
    }

    private static Response.ResponseBuilder in(Language language, Object body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }

    private static @Nullable String given(String value) {
        return value.isEmpty() ? null : value;
    }

    private static int number(String step) {
        try {
            return Integer.parseInt(step);
        } catch (NumberFormatException noNumber) {
            throw ProblemException.notFound("step");
        }
    }

    private static PlayStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new PlayStore.Position(
                LocalDate.parse(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
