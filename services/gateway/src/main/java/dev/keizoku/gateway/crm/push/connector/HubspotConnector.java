package dev.keizoku.gateway.crm.push.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.crm.profile.Crm;
import dev.keizoku.gateway.crm.push.connector.CrmCalls.Ask;
import dev.keizoku.gateway.crm.push.connector.CrmCalls.Reply;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.gateway.webhook.Outside;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot by {@code /crm/v3/objects/{type}/batch/upsert} (or {@code update}, by its own ids). A trace id at each input has
 * it answer 207 with the fault of each, instead of refusing all.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/error-handling">its errors</a>
 */
@Singleton
class HubspotConnector implements Connector {

    private static final int BATCH = 100;
    private static final String TRACE = "objectWriteTraceId";

    /** Its day ends at midnight where the account is, which we are not told. */
    private static final Duration NEXT_LOOK_AT_DAY = Duration.ofHours(1);

    private static final String NO_SUCH_PROPERTY = "PROPERTY_DOESNT_EXIST";

    /** What is wrong with how we were set up, and so with every record alike. */
    private static final Set<String> OF_ALL = Set.of(NO_SUCH_PROPERTY, "MISSING_SCOPES", "OBJECT_NOT_FOUND");

    private final CrmCalls calls;

    HubspotConnector(CrmCalls calls) {
        this.calls = calls;
    }

    @Override
    public Crm crm() {
        return Crm.HUBSPOT;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    /** A property is text there, and an empty one clears it. */
    @Override
    public JsonNode body(Target target, List<Item> items) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = body.putArray("inputs");
        for (Item item : items) {
            ObjectNode input = inputs.addObject().put("id", item.key());
            if (target.idField() != null) {
                input.put("idProperty", target.idField());
            }
            input.put(TRACE, Integer.toString(inputs.size() - 1));
            ObjectNode properties = input.putObject("properties");
            item.properties()
                    .properties()
                    .forEach(field ->
                            properties.put(field.getKey(), field.getValue().asText("")));
        }
        return body;
    }

    @Override
    public Sent send(Target target, List<Item> items) {
        String verb = target.idField() == null ? "update" : "upsert";
        String url = target.address() + "/crm/v3/objects/" + UriText.of(target.objectType()) + "/batch/" + verb;
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + target.credentials().token(), "Content-Type", "application/json");
        try {
            Reply reply = calls.ask(
                    new Ask(HttpMethod.POST, url, headers, body(target, items).toString()));
            return judge(reply, items);
        } catch (Outside.NoAnswer nothing) {
            return CrmCalls.unanswered(nothing);
        }
    }

    private static Sent judge(Reply reply, List<Item> items) {
        String message = CrmCalls.beginning(reply.body().path("message").asText("HTTP " + reply.status()));
        return switch (reply.status()) {
            case 400, 409 -> {
                String code = reply.body()
                        .at("/errors/0/code")
                        .asText(reply.body().path("category").asText("VALIDATION_ERROR"));
                yield OF_ALL.contains(code)
                        ? new Sent.Later(NEXT_LOOK_AT_DAY, code, message)
                        : new Sent.Spoiled(code, message);
            }
            case 401, 403, 404 ->
                new Sent.Later(null, reply.body().path("category").asText("HTTP_" + reply.status()), message);
            case 429 -> {
                String policy = reply.body().path("policyName").asText("RATE_LIMIT");
                Duration day = policy.equals("DAILY") ? NEXT_LOOK_AT_DAY : null;
                yield new Sent.Later(reply.retryAfter() == null ? day : reply.retryAfter(), policy, message);
            }
            default ->
                reply.successful()
                        ? told(reply, items)
                        : new Sent.Later(reply.retryAfter(), "HTTP_" + reply.status(), message);
        };
    }

    private static Sent told(Reply reply, List<Item> items) {
        String message = reply.body().at("/errors/0/message").asText();
        boolean noneTaken = reply.body().path("results").isEmpty();
        return noneTaken && message.contains(NO_SUCH_PROPERTY)
                ? new Sent.Later(NEXT_LOOK_AT_DAY, NO_SUCH_PROPERTY, CrmCalls.beginning(message))
                : new Sent.Told(outcomes(reply, items), rest(reply));
    }

    /**
     * Faults name the inputs they are of, or the ids they had. Of what was taken the documentation shows no name, so that it
     * is known by its place where all were taken, and else by being what is left.
     */
    private static List<Outcome> outcomes(Reply reply, List<Item> items) {
        int count = items.size();
        List<String> keys = items.stream().map(Item::key).toList();
        Map<String, Outcome> told = new HashMap<>();
        List<Outcome> unnamed = new ArrayList<>();
        JsonNode results = reply.body().path("results");
        for (int place = 0; place < results.size(); place++) {
            JsonNode result = results.get(place);
            String untraced = results.size() == count ? Integer.toString(place) : "";
            String trace = result.path(TRACE).asText(untraced);
            Outcome taken = new Outcome.Accepted(result.path("id").textValue());
            if (trace.isEmpty()) {
                unnamed.add(taken);
            } else {
                told.put(trace, taken);
            }
        }
        for (JsonNode error : reply.body().path("errors")) {
            Outcome fault = fault(error);
            List<String> traces = named(error.at("/context/" + TRACE));
            named(error.at("/context/ids")).stream()
                    .filter(keys::contains)
                    .forEach(id -> traces.add(Integer.toString(keys.indexOf(id))));
            traces.forEach(trace -> told.put(trace, fault));
            if (traces.isEmpty()) {
                unnamed.add(fault);
            }
        }
        Outcome left = left(unnamed, count - told.size());
        List<Outcome> outcomes = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            outcomes.add(told.getOrDefault(Integer.toString(place), left));
        }
        return outcomes;
    }

    private static List<String> named(JsonNode names) {
        List<String> named = new ArrayList<>();
        if (names.isTextual()) {
            named.add(names.asText());
        }
        names.forEach(name -> named.add(name.asText()));
        return named;
    }

    /** What became of each of those that nothing names, where it can only be one thing. */
    private static Outcome left(List<Outcome> unnamed, int inputs) {
        if (unnamed.size() == 1 && inputs == 1) {
            return unnamed.getFirst();
        }
        boolean allTaken = unnamed.size() == inputs && unnamed.stream().allMatch(Outcome.Accepted.class::isInstance);
        return allTaken ? new Outcome.Accepted(null) : new Outcome.Unnamed();
    }

    private static Outcome fault(JsonNode error) {
        String category = error.path("category").asText("VALIDATION_ERROR");
        String code = error.at("/errors/0/code").asText(category);
        String message = CrmCalls.beginning(error.path("message").asText(category));
        return switch (category) {
            case "RATE_LIMITS", "INTERNAL_ERROR" -> new Outcome.Again(code, message);
            default -> new Outcome.Refused(code, message);
        };
    }

    /** Its window is used up, or its day. */
    private static @Nullable Duration rest(Reply reply) {
        if ("0".equals(reply.header("X-HubSpot-RateLimit-Daily-Remaining"))) {
            return NEXT_LOOK_AT_DAY;
        }
        String window = reply.header("X-HubSpot-RateLimit-Interval-Milliseconds");
        boolean usedUp = "0".equals(reply.header("X-HubSpot-RateLimit-Remaining"));
        return usedUp && window != null && window.matches("\\d{1,7}")
                ? Duration.ofMillis(Long.parseLong(window))
                : null;
    }
}
