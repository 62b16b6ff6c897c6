package dev.keizoku.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.UserId;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageEventTest {

    private static final AccountId ACME = new AccountId("acme");
    private static final UserId USER = new UserId("u-7");

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"type": "limit.gated", "account_id": "acme", "user_id": "u-7", "feature": "api"}
                """, """
                {"type": "limit.gated", "subject": "acme", "data": {"user_id": "u-7", "feature": "api", "page": "/x"}}
                """, """
                {"specversion": "1.0", "id": "1", "source": "/app", "type": "limit.gated", "subject": "acme",
                 "time": "2026-03-02T00:00:00Z", "data": {"account_id": "acme", "user_id": "u-7"}}
                """})
    void takesWhatTheUserOfTheTokenCameUpon(String event) {
        assertThat(objection(event)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", """
                [{"type": "limit.gated", "account_id": "acme", "user_id": "u-7"}]
                """, """
                {"type": "login", "account_id": "acme", "user_id": "u-7"}
                """, """
                {"type": "limit.gated", "account_id": "other", "user_id": "u-7"}
                """, """
                {"type": "limit.gated", "account_id": "acme", "user_id": "u-8"}
                """, """
                {"type": "limit.gated", "subject": "acme", "user_id": "u-7", "data": {"account_id": "other"}}
                """, """
                {"type": "limit.gated", "account_id": "acme", "user_id": "u-7", "data": {"user_id": "u-8"}}
                """, """
                {"type": "limit.gated", "account_id": "acme", "account_id": "other", "user_id": "u-7"}
                """, """
                {"type": "limit.gated", "user_id": "u-7"}
                """, """
                {"type": "limit.gated", "account_id": "acme"}
                """, """
                {"type": "limit.gated", "account_id": "acme", "user_id": "u-7", "data": {"role": "owner"}}
                """, """
                {"type": "limit.gated", "account_id": "acme", "user_id": "u-7", "value": 1000000}
                """, """
                {"type": "limit.gated", "account_id": "acme", "user_id": "u-7"} {}
                """})
    void takesNothingElse(String event) {
        assertThat(objection(event)).isNotNull();
    }

    @Test
    void takesNoOtherMediaType() {
        String event = "{\"type\": \"limit.gated\", \"account_id\": \"acme\", \"user_id\": \"u-7\"}";
        for (String[] header : new String[][] {
            {"Content-Type", "application/x-ndjson"},
            {"Content-Type", "application/cloudevents-batch+json"},
            {"Content-Encoding", "gzip"},
            {"ce-type", "login"}
        }) {
            MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("Content-Type", "application/json");
            headers.set(header[0], header[1]);
            assertThat(PageEvent.objection(headers, Buffer.buffer(event), ACME, USER))
                    .as(header[1])
                    .isNotNull();
        }
    }

    private static String objection(String event) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("Content-Type", "application/json; charset=utf-8");
        return PageEvent.objection(headers, Buffer.buffer(event), ACME, USER);
    }
}
