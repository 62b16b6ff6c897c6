package dev.keizoku.imports.job;

import dev.keizoku.imports.ImportKind;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** Files of rows: sent once, worked through in the background, looked at until done. */
@Path("/v1/imports")
@RunOnVirtualThread
public class ImportResource {

    private final Imports imports;
    private final Caller caller;
    private final Cursors cursors;

    ImportResource(Imports imports, Caller caller, Cursors cursors) {
        this.imports = imports;
        this.caller = caller;
        this.cursors = cursors;
    }

    /** An import as the caller sees it. */
    public record View(
            String id,
            String kind,
            boolean history,
            String status,
            long rowsRead,
            long rowsAccepted,
            long rowsUnchanged,
            long rowsRejected,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String detail) {

        static View of(ImportJob job) {
            return new View(
                    job.id(),
                    job.kind(),
                    job.history(),
                    job.status().wire(),
                    job.counts().read(),
                    job.counts().accepted(),
                    job.counts().unchanged(),
                    job.counts().rejected(),
                    job.createdAt(),
                    job.startedAt(),
                    job.finishedAt(),
                    job.detail());
        }
    }

    /** A row that was not taken, and one reason why. */
    public record RejectionView(long line, String field, String code, String detail) {}

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"subscriptions:write", "usage:write", "health:write"})
    public Response take(
            @HeaderParam("Idempotency-Key") @Nullable String key, MultipartFormDataInput form, @Context UriInfo uri)
            throws IOException {
        Parameters parameters = Parameters.of(uri);
        ImportKind kind = kind(parameters);
        boolean history = parameters.flag("history");
        parameters.verify();
        allow(kind.scope());
        if (history) {
            allow("backfill");
        }
        UploadForm parts = UploadForm.of(form);
        ImportJob job = imports.take(
                caller.tenant(),
                new Imports.Upload(kind, history, keyOf(key), parts.mapping(), parts.file(), parts.mediaType()));
        return Response.accepted(View.of(job))
                .location(URI.create("/v1/imports/" + job.id()))
                .build();
    }

    @GET
    @Path("/{import_id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"subscriptions:write", "usage:write", "health:write"})
    public View get(@PathParam("import_id") String id, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        return View.of(find(id));
    }

    @GET
    @Path("/{import_id}/rejections")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"subscriptions:write", "usage:write", "health:write"})
    public Page<RejectionView> rejections(@PathParam("import_id") String id, @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        ImportJob job = find(id);
        String list = "import-rejections/" + job.id();
        long after = cursor == null ? 0 : Long.parseLong(cursors.open(job.tenant(), list, cursor));
        List<ImportStore.Numbered> rows = imports.rejections(job, after, limit + 1);
        boolean more = rows.size() > limit;
        List<ImportStore.Numbered> page = more ? rows.subList(0, limit) : rows;
        String next = more
                ? cursors.seal(job.tenant(), list, String.valueOf(page.getLast().ordinal()))
                : null;
        return new Page<>(
                page.stream()
                        .map(ImportStore.Numbered::rejection)
                        .map(row -> new RejectionView(row.line(), row.field(), row.code(), row.detail()))
                        .toList(),
                next,
                more);
    }

    private ImportKind kind(Parameters parameters) {
        String name = parameters.string("kind");
        ImportKind kind = name == null ? null : imports.kind(name).orElse(null);
        if (kind == null) {
            String kinds = "This service imports: " + String.join(", ", imports.kindNames()) + ".";
            throw ProblemException.ofFields(
                    List.of(new FieldError("?kind", name == null ? "required" : "invalid_value", kinds)));
        }
        return kind;
    }

    private ImportJob find(String id) {
        ImportJob job = imports.find(caller.tenant(), id).orElseThrow(() -> ProblemException.notFound("import"));
        imports.kind(job.kind()).ifPresent(kind -> allow(kind.scope()));
        return job;
    }

    private void allow(String scope) {
        if (!caller.has(scope)) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "This needs the scope " + scope + ".");
        }
    }

    /** The key without the quotes that a structured header has and most clients leave out. */
    private static @Nullable String keyOf(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        String key = quoted ? text.substring(1, text.length() - 1) : text;
        if (key.isEmpty() || key.length() > 255 || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "Idempotency-Key", "invalid_value", "A key has 1 to 255 visible ASCII characters.")));
        }
        return key;
    }
}
