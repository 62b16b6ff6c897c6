package dev.keizoku.usage.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventJson;
import dev.keizoku.usage.event.Filling;
import dev.keizoku.usage.event.UsageEvent;
import dev.keizoku.usage.person.Told;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {

    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");

    private static JsonNode json(String text) throws IOException {
        return EventJson.tree(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Call read(String kind, String message, String batch) throws IOException {
        Message.Span span = new Message.Span(NOW, NOW.plusSeconds(300));
        return Message.read(kind, json(message), json(batch), new Filling(null), span);
    }

    private static UsageEvent event(String kind, String message, String batch) throws IOException {
        Call call = read(kind, message, batch);
        assertThat(call).isInstanceOf(Call.Happened.class);
        Decoded decoded = ((Call.Happened) call).event();
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).event();
    }

    private static Told told(String kind, String message) throws IOException {
        Call call = read(kind, message, "{}");
        assertThat(call).isInstanceOf(Call.Said.class);
        return ((Call.Said) call).told();
    }

    @Test
    void aTrackedCallIsAnEvent() throws IOException {
        UsageEvent event = event("track", """
                {"type":"track","messageId":"m1","event":"Report Opened","userId":"u1","timestamp":"2026-03-01T00:00:00.000Z",
                 "properties":{"quantity":3,"x":"y","department":"Sales"},"integrations":{},"_metadata":{"a":1},
                 "context":{"groupId":"acme","library":{"name":"@segment/analytics-node","version":"3"},"ip":"1.2.3.4"}}
                """, "{}");
        assertThat(event.source()).isEqualTo("@segment/analytics-node");
        assertThat(event.id()).isEqualTo("m1");
        assertThat(event.name()).isEqualTo("Report Opened");
        assertThat(event.user()).isEqualTo("u1");
        assertThat(event.account()).isEqualTo("acme");
        assertThat(event.time()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(event.value()).isEqualByComparingTo("3");
        assertThat(event.properties())
                .isEqualTo("{\"context\":{\"ip\":\"1.2.3.4\"},\"department\":\"Sales\",\"x\":\"y\"}");
    }

    @Test
    void whatAMessageLeavesOutTheBatchOrTheCallSays() throws IOException {
        UsageEvent event = event(
                "track",
                "{\"event\":\"x\",\"anonymousId\":\"anon\",\"originalTimestamp\":\"2026-03-01T00:00:00Z\"}",
                "{\"context\":{\"groupId\":\"acme\",\"library\":{\"name\":\"analytics-node\"}}}");
        assertThat(event.account()).isEqualTo("acme");
        assertThat(event.source()).isEqualTo("analytics-node");
        assertThat(event.user()).isEqualTo("anon");
        assertThat(event.time()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(event.id()).startsWith("sha-");
        UsageEvent odd = event(
                "track",
                "{\"event\":\"x\",\"messageId\":\"1\",\"userId\":17,\"context\":{\"library\":{\"name\":\"a b\"}}}",
                "{}");
        assertThat(odd.source()).isEqualTo("segment");
        assertThat(odd.user()).isEqualTo("17");
    }

    @Test
    void pagesAndScreensAreEventsOfTheirKind() throws IOException {
        UsageEvent page = event(
                "page",
                "{\"messageId\":\"1\",\"userId\":\"u\",\"name\":\"Pricing\",\"category\":\"Docs\",\"properties\":{\"url\":\"/p\"}}",
                "{}");
        assertThat(page.name()).isEqualTo("page");
        assertThat(page.properties()).isEqualTo("{\"category\":\"Docs\",\"name\":\"Pricing\",\"url\":\"/p\"}");
        assertThat(event("screen", "{\"messageId\":\"1\",\"userId\":\"u\"}", "{}")
                        .name())
                .isEqualTo("screen");
    }

    @Test
    void theOtherKindsSaySomethingOfAUser() throws IOException {
        Told.Traits traits = (Told.Traits)
                told(
                        "identify",
                        "{\"userId\":\"u\",\"timestamp\":\"2026-03-01T00:00:00Z\",\"traits\":{\"role\":\"admin\",\"age\":7,\"gone\":null}}");
        assertThat(traits.user()).isEqualTo(new UserId("u"));
        assertThat(traits.at()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(traits.traits().keySet()).containsExactly("age", "gone", "role");
        Told.Membership member = (Told.Membership)
                told("group", "{\"userId\":\"u\",\"groupId\":\"acme\",\"traits\":{\"role\":\"admin\"}}");
        assertThat(member.account()).isEqualTo(new AccountId("acme"));
        assertThat(member.at()).isEqualTo(NOW);
        Told.Alias alias = (Told.Alias) told("alias", "{\"userId\":\"u\",\"previousId\":\"anon\"}");
        assertThat(alias.from()).isEqualTo(new UserId("anon"));
        assertThat(alias.to()).isEqualTo(new UserId("u"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "track | {} | /event required",
                "track | 7 | /event required",
                "track | {\"event\":\"x\"} | /messageId required",
                "track | {\"messageId\":\"1\"} | /event required",
                "track | {\"messageId\":{},\"event\":\"x\"} | /messageId wrong_type",
                "track | {\"messageId\":\"1\",\"event\":\"\"} | /event invalid_value",
                "track | {\"messageId\":\"1\",\"event\":\"x\",\"timestamp\":\"soon\"} | /timestamp invalid_value",
                "track | {\"messageId\":\"1\",\"event\":\"x\",\"originalTimestamp\":\"soon\"} | /originalTimestamp invalid_value",
                "track | {\"messageId\":\"1\",\"event\":\"x\",\"properties\":[]} | /properties wrong_type",
                "track | {\"messageId\":\"1\",\"event\":\"x\",\"properties\":{\"value\":\"much\"}} | /properties/value invalid_value",
                "track | {\"messageId\":\"1\",\"event\":\"x\",\"properties\":{\"a\":\"\\u0000\"}} | /properties/a invalid_text",
                "track | {\"messageId\":\"1\",\"event\":\"x\",\"userId\":[]} | /userId wrong_type",
                "track | {\"messageId\":\"1\",\"event\":\"x\",\"context\":{\"groupId\":\"a\"},\"properties\":{\"account_id\":\"b\"}} | /properties/account_id account_mismatch",
                "track | {\"messageId\":\"1\",\"event\":\"feature.used\"} | /properties/feature required",
                "identify | {} | /userId required",
                "identify | {\"userId\":\"u\",\"traits\":7} | /traits wrong_type",
                "identify | {\"userId\":\"u\",\"traits\":{\"a\":\"\\u0000\"}} | /traits invalid_text",
                "identify | {\"userId\":\"u\",\"traits\":{\"a\":1e1000000000}} | /traits invalid_text",
                "identify | {\"userId\":\"u\",\"timestamp\":\"2026-03-02T00:06:00Z\"} | /timestamp in_future",
                "identify | {\"userId\":\"u\",\"timestamp\":\"soon\"} | /timestamp invalid_value",
                "group | {\"userId\":\"u\"} | /groupId required",
                "group | {\"groupId\":\"a\"} | /userId required",
                "alias | {\"userId\":\"u\"} | /previousId required",
                "alias | {\"previousId\":\"u\"} | /userId required",
                "dance | {} | /type invalid_value"
            })
    void badMessagesAreNamedByTheirOwnFields(String kind, String message, String expected) throws IOException {
        Call call = read(kind, message, "{}");
        assertThat(call).isInstanceOf(Call.Happened.class);
        Decoded decoded = ((Call.Happened) call).event();
        assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        Decoded.Refused refused = (Decoded.Refused) decoded;
        assertThat(refused.errors().stream()
                        .map(error -> error.pointer() + " " + error.code())
                        .toList())
                .containsExactlyInAnyOrder(expected.split(", "));
        assertThat(refused.item()).isNotNull();
    }
}
