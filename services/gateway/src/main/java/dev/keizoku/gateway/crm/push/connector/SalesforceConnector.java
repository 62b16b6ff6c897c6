package dev.keizoku.gateway.crm.push.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.crm.profile.Crm;
import dev.keizoku.gateway.crm.push.connector.CrmCalls.Reply;
import dev.keizoku.gateway.crm.push.connector.SalesforceCalls.Request;
import dev.keizoku.gateway.upstream.UriText;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Salesforce by sObject collections: upsert by an external id, update by its own ids; each record is told of in the order
 * sent. Many at once go by its jobs.
 *
 * @see <a href="https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-upsert.html">upsert</a>
 */
@Singleton
class SalesforceConnector implements Connector {

    private static final int BATCH = 200;
    private static final String COLLECTIONS = "/composite/sobjects";

    private final SalesforceCalls calls;
    private final SalesforceJobs jobs;

    SalesforceConnector(SalesforceCalls calls, SalesforceJobs jobs) {
        this.calls = calls;
        this.jobs = jobs;
    }

    @Override
    public Crm crm() {
        return Crm.SALESFORCE;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public Optional<Jobs> jobs() {
        return Optional.of(jobs);
    }

    @Override
    public JsonNode body(Target target, List<Item> items) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
        ArrayNode records = body.putArray("records");
        String key = target.idField() == null ? "id" : target.idField();
        for (Item item : items) {
            ObjectNode record = records.addObject();
            record.putObject("attributes").put("type", target.objectType());
            record.put(key, item.key()).setAll(item.properties());
        }
        return body;
    }

    @Override
    public Sent send(Target target, List<Item> items) {
        String field = target.idField();
        String path = field == null
                ? COLLECTIONS
                : COLLECTIONS + "/" + UriText.of(target.objectType()) + "/" + UriText.of(field);
        String body = body(target, items).toString();
        return switch (calls.ask(target, Request.json(HttpMethod.PATCH, path, body))) {
            case SalesforceCalls.Unanswered(var later) -> later;
            case SalesforceCalls.Answered(var reply) -> judge(reply, items.size());
        };
    }

    private static Sent judge(Reply reply, int count) {
        if (reply.successful() && reply.body().size() == count) {
            List<Outcome> outcomes = new ArrayList<>();
            reply.body().forEach(result -> outcomes.add(outcome(result)));
            return new Sent.Told(outcomes, SalesforceCalls.rest(reply));
        }
        return reply.status() == 400 && !SalesforceCalls.isOfAll(reply)
                ? new Sent.Spoiled(SalesforceCalls.code(reply), SalesforceCalls.message(reply))
                : SalesforceCalls.later(reply);
    }

    private static Outcome outcome(JsonNode result) {
        if (result.path("success").asBoolean()) {
            return new Outcome.Accepted(result.path("id").textValue());
        }
        JsonNode error = result.at("/errors/0");
        String code = error.path("statusCode").asText("UNKNOWN_EXCEPTION");
        return SalesforceCalls.fault(code, error.path("message").asText(code));
    }
}
