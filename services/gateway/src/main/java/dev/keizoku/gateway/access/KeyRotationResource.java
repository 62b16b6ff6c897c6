package dev.keizoku.gateway.access;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.once.Once;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a key is replaced by one that can do the same, without a moment in which neither is good. */
@Path("/v1/api-keys/{key_id}/rotate")
@RunOnVirtualThread
@RolesAllowed(Scopes.ADMIN)
public class KeyRotationResource {

    private static final int LONGEST_OVERLAP = 30 * 24 * 3_600;
    private static final int USUAL_OVERLAP = 24 * 3_600;

    private final ApiKeys keys;
    private final Once once;
    private final Admission admission;
    private final Caller caller;
    private final Clock clock;

    KeyRotationResource(ApiKeys keys, Once once, Admission admission, Caller caller, Clock clock) {
        this.keys = keys;
        this.once = once;
        this.admission = admission;
        this.caller = caller;
        this.clock = clock;
    }

    record WantedRotation(
            @Nullable @Min(0) @Max(LONGEST_OVERLAP) Integer overlapSeconds,
            @Nullable Instant expiresAt) {}

    /** The new key, and how long the old one is still good. */
    record Rotated(
            @JsonUnwrapped ApiKeyResource.Shown key,
            String replaces,
            @Nullable Instant replacedUntil) {}

    @POST
    @RolesAllowed(Scopes.ADMIN)
    public Response rotate(
            @PathParam("key_id") String id, @HeaderParam("Idempotency-Key") @Nullable String key, WantedRotation body) {
        JsonNode rotated = once.answer(key, "POST /v1/api-keys/" + id + "/rotate", body, () -> rotated(id, body));
        admission.forget(id);
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(rotated)
                .build();
    }

    private Rotated rotated(String id, WantedRotation body) {
        Instant expiresAt = body.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("/expires_at", "in_the_past", "A key expires in the future or never.")));
        }
        Integer seconds = body.overlapSeconds();
        Duration overlap = Duration.ofSeconds(seconds == null ? USUAL_OVERLAP : seconds);
        return switch (keys.rotate(caller.tenant(), id, overlap, expiresAt, caller.subject())) {
            case ApiKeys.Rotation.Rotated(var created, var old) ->
                new Rotated(ApiKeyResource.Shown.of(created), old.id(), old.expiresAt());
            case ApiKeys.Rotation.Unknown() -> throw ProblemException.notFound("key");
            case ApiKeys.Rotation.Over(var key) ->
                throw new ProblemException(
                        GatewayProblem.KEY_OVER,
                        key.replacedBy() == null
                                ? "The key is revoked or has expired; create another."
                                : "The key was replaced by " + key.replacedBy() + " already.");
        };
    }
}
