package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.kernel.Vault;
import dev.keizoku.subscriptions.stripe.StripeIntake.Taken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes events as Stripe sends them: signed, in any order, and more than once. */
@ApplicationScoped
public class StripeEvents {

    private static final String SENTENCE = "There is no such endpoint, or the signature does not fit it.";
    private static final int LONGEST_TEXT = 500;

    private final StripeIntegrationStore integrations;
    private final StripeIntake intake;
    private final Vault vault;

    /** Opened and checked in the place of those of an endpoint nobody has, so that it takes as long. */
    private final List<byte[]> nobodys;

    private final StripeConfig config;
    private final Tenants tenants;
    private final ObjectMapper mapper;
    private final Jdbi jdbi;
    private final Clock clock;

    StripeEvents(
            StripeIntegrationStore integrations,
            StripeIntake intake,
            Vault vault,
            StripeConfig config,
            Tenants tenants,
            ObjectMapper mapper,
            Jdbi jdbi,
            Clock clock) {
        this.integrations = integrations;
        this.intake = intake;
        this.vault = vault;
        this.nobodys = List.of(vault.seal("whsec_nobody"));
        this.config = config;
        this.tenants = tenants;
        this.mapper = mapper;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** What became of an event. */
    public enum Outcome {
        APPLIED,
        IGNORED,
        WAITING,
        FAILED,
        DUPLICATE;

        String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Takes one event.
     *
     * @throws ProblemException 404 for an endpoint nobody has, 400 for a signature that does not fit or a body that is no
     *     event; nothing is stored then
     */
    @Transactional
    public Outcome receive(@Nullable String endpoint, @Nullable String signature, byte[] body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return jdbi.withHandle(handle -> {
            StripeIntegration integration = endpoint == null ? null : integrations.findByEndpoint(handle, endpoint);
            verify(integration, signature, body, now);
            return receive(handle, java.util.Objects.requireNonNull(integration), event(body), now);
        });
    }

    private void verify(@Nullable StripeIntegration integration, @Nullable String header, byte[] body, Instant now) {
        StripeSignature signature = StripeSignature.parse(header);
        List<String> secrets = (integration == null ? nobodys : integration.secrets())
                .stream().map(vault::open).toList();
        boolean fits = signature != null && signature.fits(body, secrets, now, config.tolerance());
        if (integration == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND, SENTENCE);
        }
        if (!fits) {
            throw new ProblemException(CommonProblem.INVALID_REQUEST, SENTENCE)
                    .withErrors(List.of(new FieldError("Stripe-Signature", "invalid_signature", SENTENCE)));
        }
    }

    private StripeNode event(byte[] body) {
        try {
            JsonNode json = mapper.readTree(body);
            if (json != null && json.isObject()) {
                return new StripeNode(json);
            }
        } catch (IOException malformed) {
            throw new ProblemException(CommonProblem.MALFORMED_JSON, "The body is not well-formed JSON.");
        }
        throw new ProblemException(CommonProblem.MALFORMED_JSON, "The body is not an event.");
    }

    private Outcome receive(Handle handle, StripeIntegration integration, StripeNode event, Instant now) {
        String id = text(event, "id");
        String type = text(event, "type");
        Instant created = created(event);
        if (!integrations.note(handle, integration.tenant(), id, type, created, now)) {
            return Outcome.DUPLICATE;
        }
        UnreadableObject problem = null;
        Outcome outcome = Outcome.IGNORED;
        try {
            StripeThing thing = StripeThing.ofEvent(event);
            if (thing != null) {
                Taken taken = intake.take(handle, integration.tenant(), List.of(thing), mode(integration, now))
                        .getFirst();
                problem = taken.problem();
                outcome = Outcome.APPLIED;
            }
        } catch (UnreadableObject unreadable) {
            problem = unreadable;
        }
        if (problem != null) {
            outcome = problem.waiting() ? Outcome.WAITING : Outcome.FAILED;
        }
        integrations.conclude(
                handle,
                integration.tenant(),
                id,
                outcome.wire(),
                problem == null ? null : problem.field() + ": " + problem.sentence());
        return outcome;
    }

    private StripeIntake.Mode mode(StripeIntegration integration, Instant now) {
        return new StripeIntake.Mode(
                integration.defaults(), tenants.get(integration.tenant()).zone(), false, now);
    }

    private static String text(StripeNode event, String field) {
        String text = event.text(field);
        if (text == null || text.length() > LONGEST_TEXT || text.indexOf(0) >= 0) {
            throw new ProblemException(CommonProblem.INVALID_REQUEST, "An event has an id, a type and a time.")
                    .withErrors(List.of(new FieldError("/" + field, "required", "This field is needed.")));
        }
        return text;
    }

    private static Instant created(StripeNode event) {
        try {
            Instant created = event.time("created");
            if (created != null) {
                return created;
            }
        } catch (UnreadableObject unreadable) {
            throw new ProblemException(CommonProblem.INVALID_REQUEST, unreadable.sentence());
        }
        throw new ProblemException(CommonProblem.INVALID_REQUEST, "An event has an id, a type and a time.")
                .withErrors(List.of(new FieldError("/created", "required", "This field is needed.")));
    }
}
