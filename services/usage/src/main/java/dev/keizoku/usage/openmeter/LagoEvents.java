package dev.keizoku.usage.openmeter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.usage.UsageProblem;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventJson;
import dev.keizoku.usage.event.EventReader;
import dev.keizoku.usage.ingest.BodyBudget;
import dev.keizoku.usage.ingest.EventOutcome;
import dev.keizoku.usage.ingest.Ingest;
import dev.keizoku.usage.ingest.Refusals;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Events as Lago's clients send them. Its answer has no place for what became of each, so all events of a call are
 * stored or none; one that was stored before is answered like a new one.
 */
@Singleton
public class LagoEvents {

    private static final String PROTOCOL = "lago";
    private static final int LOOK = 512;
    private static final Pattern BEGINNING = Pattern.compile("\\s*\\{\\s*\"events?\"\\s*:\\s*[\\[{].*", Pattern.DOTALL);

    private final Ingest ingest;
    private final Refusals refusals;
    private final BodyBudget budget;

    LagoEvents(Ingest ingest, Refusals refusals, BodyBudget budget) {
        this.ingest = ingest;
        this.refusals = refusals;
        this.budget = budget;
    }

    /** Whether a body is Lago's, which its first member tells; the body is as unread as before. */
    static boolean areIn(InputStream body) throws IOException {
        body.mark(LOOK);
        byte[] beginning = body.readNBytes(LOOK);
        body.reset();
        return BEGINNING.matcher(new String(beginning, StandardCharsets.UTF_8)).matches();
    }

    /**
     * Stores the events of a call.
     *
     * @return the events as Lago answers them
     * @throws ProblemException 422 when one of them cannot be stored, and then none was
     */
    JsonNode take(TenantId tenant, InputStream body, boolean anyAge) throws IOException {
        try (BodyBudget.Counted counted = budget.countTree(body)) {
            JsonNode sent = EventJson.tree(counted);
            boolean single = sent.path("event").isObject();
            List<JsonNode> events = events(sent, single);
            List<Decoded> decoded = events.stream().map(LagoEvent::decode).toList();
            Ingest.Receipt receipt = ingest.accept(tenant, decoded, new Ingest.Terms(true, anyAge, false));
            refusals.keep(tenant, PROTOCOL, decoded, receipt);
            if (!receipt.kept()) {
                throw new ProblemException(
                                UsageProblem.BATCH_REFUSED, "An event is not acceptable, so none was stored.")
                        .withErrors(errors(receipt, single));
            }
            ObjectNode answer = EventJson.object();
            if (single) {
                answer.set("event", LagoEvent.answered(events.getFirst()));
            } else {
                var answered = answer.putArray("events");
                events.forEach(event -> answered.add(LagoEvent.answered(event)));
            }
            return answer;
        }
    }

    private static List<JsonNode> events(JsonNode sent, boolean single) {
        if (single) {
            return List.of(sent.path("event"));
        }
        JsonNode events = sent.path("events");
        if (!events.isArray()) {
            throw new ProblemException(CommonProblem.MALFORMED_JSON, "Expected {\"event\": …} or {\"events\": […]}.");
        }
        if (events.size() > EventReader.MOST_EVENTS) {
            throw new ProblemException(
                    UsageProblem.TOO_MANY_EVENTS, "A batch holds at most " + EventReader.MOST_EVENTS + " events.");
        }
        return events.valueStream().toList();
    }

    private static List<FieldError> errors(Ingest.Receipt receipt, boolean single) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < receipt.outcomes().size(); i++) {
            String event = single ? "/event" : "/events/" + i;
            switch (receipt.outcomes().get(i)) {
                case EventOutcome.Accepted accepted -> {}
                case EventOutcome.Duplicate duplicate -> {}
                case EventOutcome.Conflict conflict ->
                    errors.add(new FieldError(
                            event + "/transaction_id", "conflict", "It was stored before with other content."));
                case EventOutcome.Rejected(List<FieldError> own) ->
                    own.forEach(error -> errors.add(new FieldError(
                            event + (error.pointer().equals("/time") ? "/timestamp" : error.pointer()),
                            error.code(),
                            error.detail())));
            }
        }
        return errors;
    }
}
