package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.FaultProxy;
import dev.keizoku.e2e.suite.FaultProxy.Fault;
import dev.keizoku.e2e.suite.FaultProxy.Seen;
import dev.keizoku.e2e.suite.NodeProject;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * SDKs as others publish them, told no more than our host and a key. Each meets a refusal and a connection cut after its
 * request was carried out, tries again, and everything it was told to send is there, once.
 *
 * <p>That an event arrived with every attribute is shown by sending the whole of it again as a CloudEvent: it is found to
 * be a duplicate, which it is not when anything differs.
 */
class SdkStoryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS = 20;
    /** 0.5 + 1.5 + … + 19.5. */
    private static final String SUM = "200";

    private final Suite suite = Suite.running();
    private final Tenant tenant = suite.tenant("sdk", "UTC", "USD");
    private final Api api = tenant.with("usage:write", "usage:read");
    private final String key = tenant.key("usage:write", "usage:read");

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(text, broken);
        }
    }

    /** What was counted: how often, and the sum of the values. */
    private record Counted(int count, BigDecimal sum) {

        Counted and(Counted other) {
            return new Counted(count + other.count, sum.add(other.sum));
        }
    }

    /** By event name, account and user. */
    private Map<String, Counted> usage() {
        Map<String, Counted> usage = new TreeMap<>();
        LocalDate from = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(2);
        LocalDate to = LocalDate.ofInstant(suite.now(), ZoneOffset.UTC).plusDays(2);
        JsonNode rows = api.get("/v1/usage?group_by=name,account,user&from=" + from + "&to=" + to)
                .ok()
                .path("data");
        for (JsonNode row : rows) {
            String who =
                    row.path("name").asText() + " " + row.path("account_id").asText() + " "
                            + row.path("user_id").asText();
            Counted counted =
                    new Counted(row.path("count").asInt(), row.path("sum").decimalValue());
            usage.merge(who.strip(), counted, Counted::and);
        }
        return usage;
    }

    private void assertCounted(String who, int count) {
        assertThat(usage().get(who)).as(who + " in " + usage()).isNotNull();
        assertThat(usage().get(who).count()).as("" + usage()).isEqualTo(count);
    }

    private void assertSum(String who) {
        assertThat(usage().get(who).sum()).isEqualByComparingTo(SUM);
    }

    /** Sends the events again as CloudEvents; with any other content they would be conflicts. */
    private void assertArrivedWhole(List<ObjectNode> events) {
        assertThat(events).isNotEmpty();
        Answer answer = api.send("POST", "/v1/events", "application/cloudevents-batch+json", events.toString());
        assertThat(answer.ok().path("duplicate").asInt()).as(answer.toString()).isEqualTo(events.size());
        ObjectNode other = events.getFirst().deepCopy();
        ((ObjectNode) other.path("data")).put("something", "else");
        assertThat(api.send("POST", "/v1/events", "application/cloudevents+json", other.toString())
                        .ok()
                        .path("conflict")
                        .asInt())
                .isEqualTo(1);
    }

    private void assertFaultsWereMet(List<Seen> seen) {
        assertThat(seen).extracting(Seen::status).contains(429, 0);
    }

    private void assertNothingWasRefused() {
        JsonNode refused = api.get("/v1/rejected-events").ok().path("data");
        refused.forEach(row -> assertThat(row.path("item").asText()).contains("\"something\":\"else\""));
    }

    /** What the messages of a recorded Segment batch are as CloudEvents. */
    private static List<ObjectNode> tracked(List<Seen> seen) {
        Map<String, ObjectNode> events = new LinkedHashMap<>();
        for (Seen request : seen) {
            for (JsonNode message : json(request.body()).path("batch")) {
                if (message.path("type").asText().equals("track")) {
                    ObjectNode event = JSON.createObjectNode().put("specversion", "1.0");
                    event.set("id", message.path("messageId"));
                    event.set("source", message.at("/context/library/name"));
                    event.set("type", message.path("event"));
                    event.set("subject", message.at("/context/groupId"));
                    event.set("time", message.path("timestamp"));
                    event.set(
                            "data",
                            ((ObjectNode) message.path("properties").deepCopy())
                                    .set("user_id", message.path("userId")));
                    events.put(message.path("messageId").asText(), event);
                }
            }
        }
        return List.copyOf(events.values());
    }

    @Test
    void segmentsSdkForNode() {
        try (FaultProxy proxy = new FaultProxy(suite, Fault.REFUSED, Fault.CUT)) {
            NodeProject.ready().run("segment.mjs", proxy.base(), key);
            assertFaultsWereMet(proxy.seen());
            List<ObjectNode> events = tracked(proxy.seen());
            assertThat(events).hasSize(EVENTS);
            assertCounted("report.opened acme u-7", EVENTS);
            assertSum("report.opened acme u-7");
            assertCounted("page acme u-7", 1);
            assertArrivedWhole(events);
            assertNothingWasRefused();
        }
    }

    @Test
    void rudderStacksSdkForNode() {
        // It sends its first message at once and the others together, so the cut is the others'.
        try (FaultProxy proxy = new FaultProxy(suite, Fault.REFUSED, Fault.NONE, Fault.CUT)) {
            NodeProject.ready().run("rudderstack.mjs", proxy.base(), key);
            assertFaultsWereMet(proxy.seen());
            List<ObjectNode> events = tracked(proxy.seen());
            assertThat(events).hasSize(EVENTS);
            assertCounted("report.opened acme u-8", EVENTS);
            assertSum("report.opened acme u-8");
            assertArrivedWhole(events);
            assertNothingWasRefused();
        }
    }

    @Test
    void openMetersSdk() {
        try (FaultProxy proxy = new FaultProxy(suite, Fault.REFUSED, Fault.CUT, Fault.NONE, Fault.CUT)) {
            NodeProject.ready().run("openmeter.mjs", proxy.base(), key);
            assertFaultsWereMet(proxy.seen());
            assertThat(proxy.seen()).extracting(Seen::status).contains(204);
            assertCounted("tokens acme u-9", EVENTS);
            assertSum("tokens acme u-9");
            List<ObjectNode> events = new ArrayList<>();
            json(proxy.seen().getLast().body()).forEach(event -> events.add(event.deepCopy()));
            assertThat(events).hasSize(EVENTS - 1);
            assertArrivedWhole(events);
            assertNothingWasRefused();
        }
    }

    @Test
    void openMetersSdkReadsAMeter() {
        Answer meter = tenant.admin()
                .put(
                        "/v1/meters/story-tokens",
                        Map.of("event_names", List.of("tokens"), "aggregation", "sum", "group_by", List.of("model")));
        Assumptions.assumeTrue(meter.status() != 404, "Meters are not served yet.");
        assertThat(meter.status()).as(meter.toString()).isBetween(200, 201);
        NodeProject.ready().run("openmeter.mjs", suite.gateway(), key);
        JsonNode read = json(NodeProject.ready().run("openmeter-query.mjs", suite.gateway(), key));
        assertThat(read.path("windowSize").asText()).isEqualTo("DAY");
        double sum = 0;
        for (JsonNode window : read.path("data")) {
            assertThat(window.path("subject").asText()).isEqualTo("acme");
            assertThat(window.at("/groupBy/model").asText()).isEqualTo("small model");
            sum += window.path("value").asDouble();
        }
        assertThat(sum).isEqualTo(Double.parseDouble(SUM));
    }

    @Test
    void lagosClient() {
        try (FaultProxy proxy = new FaultProxy(suite, Fault.REFUSED, Fault.CUT, Fault.NONE, Fault.CUT)) {
            NodeProject.ready().run("lago.mjs", proxy.base(), key);
            assertFaultsWereMet(proxy.seen());
            assertCounted("api_request acme", EVENTS);
            assertSum("api_request acme");
            List<ObjectNode> events = new ArrayList<>();
            for (JsonNode sent : json(proxy.seen().getLast().body()).path("events")) {
                ObjectNode event =
                        JSON.createObjectNode().put("specversion", "1.0").put("source", "lago");
                event.set("id", sent.path("transaction_id"));
                event.set("type", sent.path("code"));
                event.set("subject", sent.path("external_subscription_id"));
                event.put(
                        "time",
                        Instant.ofEpochSecond(sent.path("timestamp").asLong()).toString());
                event.set("data", sent.path("properties"));
                events.add(event);
            }
            assertThat(events).hasSize(EVENTS - 1);
            assertArrivedWhole(events);
            assertNothingWasRefused();
        }
    }

    @Test
    void cloudEventsSdkForNode() {
        try (FaultProxy proxy = new FaultProxy(suite, Fault.NONE, Fault.NONE, Fault.REFUSED, Fault.CUT)) {
            NodeProject.ready().run("cloudevents.mjs", proxy.base(), key);
            assertFaultsWereMet(proxy.seen());
            assertCounted("report.opened acme u-6", EVENTS);
            assertSum("report.opened acme u-6");
            ObjectNode last = json(proxy.seen().getLast().body()).deepCopy();
            assertThat(last.path("accountid").asText()).isEqualTo("acct 1");
            assertArrivedWhole(List.of(last));
            assertNothingWasRefused();
        }
    }

    @Test
    void cloudEventsSdkForJava() throws IOException {
        List<CloudEvent> events = new ArrayList<>();
        for (int number = 0; number < EVENTS; number++) {
            events.add(CloudEventBuilder.v1()
                    .withId("java-" + number)
                    .withSource(URI.create("/java-story"))
                    .withType("report.opened")
                    .withSubject("取引先 " + number % 2)
                    .withTime(OffsetDateTime.ofInstant(suite.now(), ZoneOffset.ofHours(9))
                            .minusMinutes(number))
                    .withExtension("accountid", "acct 1 é")
                    .withExtension("attempt", number)
                    .withData(
                            "application/json",
                            ("{\"user_id\":\"u-5\",\"value\":" + number + ".5,\"report\":\"報告\"}")
                                    .getBytes(StandardCharsets.UTF_8))
                    .build());
        }
        for (CloudEvent event : events) {
            assertThat(post(event, true).path("accepted").asInt()).isEqualTo(1);
            assertThat(post(event, false).path("duplicate").asInt()).isEqualTo(1);
            assertThat(post(event, true).path("duplicate").asInt()).isEqualTo(1);
        }
        assertCounted("report.opened 取引先 0 u-5", EVENTS / 2);
        assertCounted("report.opened 取引先 1 u-5", EVENTS / 2);
        assertNothingWasRefused();
    }

    private JsonNode post(CloudEvent event, boolean binary) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(suite.gateway() + "/v1/events").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("X-API-Key", key);
        MessageWriter<?, ?> writer = HttpMessageFactory.createWriter(connection::setRequestProperty, body -> {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        if (binary) {
            writer.writeBinary(event);
        } else {
            writer.writeStructured(event, new JsonFormat());
        }
        boolean good = connection.getResponseCode() == 200;
        try (var answer = good ? connection.getInputStream() : connection.getErrorStream()) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(good).as(text).isTrue();
            return json(text);
        }
    }
}
