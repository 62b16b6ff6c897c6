package dev.keizoku.gateway.crm.push;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * HubSpot and Salesforce at a port of this machine, answering in the shapes their documentation shows:
 *
 * <ul>
 *   <li>developers.hubspot.com, API reference: batch upsert of companies; error handling (207 by trace id, 429 by policy)
 *   <li>developer.salesforce.com, REST API Developer Guide: upsert records using sObject collections; status codes and error
 *       responses; API limit header; OAuth 2.0 client credentials flow; jobs of the Bulk API 2.0 as in {@link IngestJobs}
 * </ul>
 */
final class StandIn implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WireMockServer server;
    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private final Map<String, JsonNode> records = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final List<Function<Batch, ResponseDefinitionBuilder>> first = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final IngestJobs jobs = new IngestJobs(records, refused);
    private volatile boolean untraced;

    /** A batch as it arrived. */
    record Batch(String method, String url, String authorization, JsonNode body, List<JsonNode> records) {

        int size() {
            return records.size();
        }
    }

    StandIn() {
        server = new WireMockServer(
                options().dynamicPort().bindAddress("127.0.0.1").extensions(new Crm()));
        server.stubFor(any(anyUrl()).willReturn(ResponseDefinitionBuilder.responseDefinition()));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Every batch that came in, taken or not. */
    List<Batch> batches() {
        return batches;
    }

    List<Integer> sizes() {
        return batches.stream().map(Batch::size).toList();
    }

    /** What it has by now, by key. */
    Map<String, JsonNode> records() {
        return records;
    }

    /** Tokens it gave. */
    int tokens() {
        return tokens.get();
    }

    /** Its jobs. */
    IngestJobs jobs() {
        return jobs;
    }

    /** Says of a batch what was taken and what was not, and of nothing which it was. */
    void nameNothing() {
        untraced = true;
    }

    /** Refuses these records and no others. */
    void refuse(String... keys) {
        refused.clear();
        refused.addAll(List.of(keys));
    }

    /** Answers the next batch so, and takes nothing of it. */
    void next(Function<Batch, ResponseDefinitionBuilder> answer) {
        first.add(answer);
    }

    void next(int status, String json, String... header) {
        next(batch -> {
            ResponseDefinitionBuilder answer = answer(status, json);
            return header.length == 0 ? answer : answer.withHeader(header[0], header[1]);
        });
    }

    /** Does something while the next batch is under way, and takes it. */
    void during(Runnable what) {
        next(batch -> {
            what.run();
            return taken(batch);
        });
    }

    private ResponseDefinitionBuilder taken(Batch batch) {
        return batch.url().startsWith("/crm/") ? hubspot(batch) : salesforce(batch);
    }

    static ResponseDefinitionBuilder answer(int status, String json) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(json);
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Crm implements ResponseDefinitionTransformerV2 {

        @Override
        public String getName() {
            return "crm";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            String url = event.getRequest().getUrl();
            if (url.equals("/services/oauth2/token")) {
                return token(event.getRequest().getBodyAsString()).build();
            }
            if (IngestJobs.areAskedFor(url)) {
                return jobs.answer(event.getRequest()).build();
            }
            JsonNode body = read(event.getRequest().getBodyAsString());
            List<JsonNode> sent = new ArrayList<>();
            body.path(url.startsWith("/crm/") ? "inputs" : "records").forEach(sent::add);
            Batch batch = new Batch(
                    event.getRequest().getMethod().getName(),
                    url,
                    event.getRequest().getHeader("Authorization"),
                    body,
                    sent);
            batches.add(batch);
            if (!first.isEmpty()) {
                return first.removeFirst().apply(batch).build();
            }
            return taken(batch).build();
        }
    }

    private ResponseDefinitionBuilder token(String form) {
        if (!form.equals("grant_type=client_credentials&client_id=client&client_secret=s%26cret")) {
            return answer(400, """
                    {"error": "invalid_client_id", "error_description": "client identifier invalid"}""");
        }
        return answer(200, """
                {"access_token": "00D%d", "signature": "c2ln", "scope": "api", "instance_url": "%s",
                 "id": "https://login.salesforce.com/id/00D/005", "token_type": "Bearer", "issued_at": "1775008800000"}
                """.formatted(tokens.incrementAndGet(), url()));
    }

    private ResponseDefinitionBuilder hubspot(Batch batch) {
        List<String> results = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode input : batch.records()) {
            String key = input.path("id").asText();
            String trace = input.path("objectWriteTraceId").asText();
            if (!seen.add(key) || !batch.authorization().equals("Bearer pat-1")) {
                return answer(
                        400, "{\"status\": \"error\", \"message\": \"Duplicate\", \"category\": \"VALIDATION_ERROR\"}");
            }
            if (refused.contains(key)) {
                String context = untraced ? "" : "\"objectWriteTraceId\": [\"%s\"]".formatted(trace);
                errors.add("""
                        {"status": "error", "category": "VALIDATION_ERROR", "message": "Property values were not valid",
                         "context": {%s}}""".formatted(context));
            } else {
                records.put(key, input.path("properties"));
                results.add("""
                        {"id": "77%s", "new": true, "archived": false, "properties": {},
                         "createdAt": "2026-03-02T00:00:00Z", "updatedAt": "2026-03-02T00:00:00Z"}""".formatted(key));
            }
        }
        String body = """
                {"status": "COMPLETE", "results": [%s], "startedAt": "2026-03-02T00:00:00Z",
                 "completedAt": "2026-03-02T00:00:00Z" %s}""".formatted(
                String.join(",", results),
                errors.isEmpty()
                        ? ""
                        : ", \"numErrors\": %d, \"errors\": [%s]".formatted(errors.size(), String.join(",", errors)));
        return answer(errors.isEmpty() ? 200 : 207, body);
    }

    private ResponseDefinitionBuilder salesforce(Batch batch) {
        String field = batch.url().substring(batch.url().lastIndexOf('/') + 1);
        List<String> results = new ArrayList<>();
        for (JsonNode record : batch.records()) {
            String key = record.path(field).asText(record.path("id").asText());
            if (refused.contains(key)) {
                results.add("""
                        {"success": false, "errors": [{"statusCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                         "message": "The account is locked.", "fields": []}]}""");
            } else {
                boolean created = records.put(key, record) == null;
                results.add(String.format(
                        Locale.ROOT,
                        "{\"id\": \"001%s\", \"success\": true, \"errors\": [], \"created\": %b}",
                        key,
                        created));
            }
        }
        return answer(200, "[" + String.join(",", results) + "]").withHeader("Sforce-Limit-Info", "api-usage=18/15000");
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
