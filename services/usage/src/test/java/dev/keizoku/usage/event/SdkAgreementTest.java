package dev.keizoku.usage.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader understands what the CloudEvents SDK writes, and takes nothing the SDK refuses. */
class SdkAgreementTest {

    private final JsonFormat sdk = new JsonFormat();

    private static Decoded read(byte[] json) throws IOException {
        return EventReader.one(new ByteArrayInputStream(json));
    }

    @Test
    void whatTheSdkWritesIsReadTheSame() throws IOException {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("evt 1")
                .withSource(URI.create("https://example.com/app?x=1"))
                .withType("api_request")
                .withSubject("取引先")
                .withTime(OffsetDateTime.parse("2026-03-02T09:30:00+09:00"))
                .withExtension("accountid", "acct 1")
                .withExtension("attempt", 2)
                .withExtension("sampled", true)
                .withData("application/json", "{\"qty\": 3}".getBytes(StandardCharsets.UTF_8))
                .build();
        Decoded decoded = read(sdk.serialize(event));
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        UsageEvent read = ((Decoded.Valid) decoded).event();
        assertThat(read.id()).isEqualTo(event.getId());
        assertThat(read.source()).isEqualTo(event.getSource().toString());
        assertThat(read.name()).isEqualTo(event.getType());
        assertThat(read.account()).isEqualTo(event.getSubject());
        assertThat(read.time()).isEqualTo(event.getTime().toInstant());
        assertThat(read.properties()).isEqualTo("{\"qty\":3}");
        assertThat(read.extensions()).isEqualTo("{\"accountid\":\"acct 1\",\"attempt\":\"2\",\"sampled\":\"true\"}");
    }

    @Test
    void binaryDataIsKept() throws IOException {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType("t")
                .withData("application/octet-stream", new byte[] {1, 2})
                .build();
        UsageEvent read = ((Decoded.Valid) read(sdk.serialize(event))).event();
        assertThat(read.properties()).isEqualTo("{\"data_base64\":\"AQI=\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\"}",
                "{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"2.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"now\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a b\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"Camel\":\"x\"}"
            })
    void whatTheSdkRefusesIsRefused(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> sdk.deserialize(bytes)))
                .isInstanceOfAny(CloudEventRWException.class, RuntimeException.class);
        assertThat(read(bytes)).isInstanceOf(Decoded.Refused.class);
    }
}
