package dev.keizoku.gateway.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.privacy.Holders.Reply;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/** Everything the services keep of a user, in one document: all of it or none. */
@Singleton
class Disclosure {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int FINGERPRINT_BYTES = 8;

    private final Holders holders;
    private final AuditTrail audit;
    private final Clock clock;

    Disclosure(Holders holders, AuditTrail audit, Clock clock) {
        this.holders = holders;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The document, whose giving is noted before it is given.
     *
     * @throws ProblemException 503 when a service does not answer
     */
    JsonNode of(String user, Asking asking) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        JsonNode profile = ask(Upstream.USAGE, "/v1/usage-users/", user, asking);
        SortedSet<String> ids = new TreeSet<>();
        ids.add(user);
        profile.path("ids").forEach(id -> ids.add(id.asText()));
        document.put("user_id", user).put("as_of", clock.instant().toString());
        ArrayNode all = document.putArray("ids");
        document.set("traits", profile.path("traits").isObject() ? profile.path("traits") : document.objectNode());
        document.set("accounts", profile.path("accounts").isArray() ? profile.path("accounts") : document.arrayNode());
        ArrayNode contacts = document.putArray("contacts");
        ArrayNode touchpoints = document.putArray("touchpoints");
        ArrayNode events = document.putArray("events");
        boolean more = false;
        for (String id : ids) {
            all.add(id);
            add(
                    contacts,
                    ask(Upstream.SUBSCRIPTIONS, "/v1/contact-users/", id, asking)
                            .path("contacts"));
            add(
                    touchpoints,
                    ask(Upstream.HEALTH, "/v1/touchpoint-users/", id, asking).path("touchpoints"));
            JsonNode sent = ask(Upstream.USAGE, "/v1/user-events/", id, asking);
            add(events, sent.path("events"));
            more |= sent.path("has_more").asBoolean();
        }
        document.put("has_more_events", more);
        audit.add(
                asking.tenant(),
                clock.instant(),
                asking.subject(),
                "personal_data.disclosed",
                JsonNodeFactory.instance.objectNode().put("user", fingerprint(asking, user)));
        return document;
    }

    private static void add(ArrayNode to, JsonNode found) {
        found.forEach(to::add);
    }

    private JsonNode ask(Upstream service, String path, String id, Asking asking) {
        return switch (holders.get(service, path + UriText.of(id), asking)) {
            case Reply.Told told -> told.body();
            case Reply.Nothing nothing -> JsonNodeFactory.instance.objectNode();
            case Reply.Away away ->
                throw new ProblemException(
                                CommonProblem.UNAVAILABLE,
                                "The document is not whole while " + service.contract()
                                        + " does not answer. Try again.")
                        .retryAfter(SOON);
        };
    }

    /** Says whether an entry is of a user one knows, and not which user it is of. */
    private static String fingerprint(Asking asking, String user) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((asking.tenant() + "\0" + user).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
