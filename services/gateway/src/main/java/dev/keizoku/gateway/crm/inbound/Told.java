package dev.keizoku.gateway.crm.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.upstream.Reply;
import dev.keizoku.gateway.upstream.Upstream;
import org.jspecify.annotations.Nullable;

/** What became of one thing that was said. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Told(Status status, @Nullable String code, @Nullable String detail) {

    static final Told ACCEPTED = new Told(Status.ACCEPTED, null, null);

    /** Whether it is as was said, will never be, or may be when it is said again. */
    enum Status {
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("rejected")
        REJECTED,
        @JsonProperty("unavailable")
        UNAVAILABLE
    }

    static Told rejected(String code, String detail) {
        return new Told(Status.REJECTED, code, detail);
    }

    static Told unavailable(String detail) {
        return new Told(Status.UNAVAILABLE, "unavailable", detail);
    }

    /** What a service's answer comes to; of several bad fields the first is told. */
    static Told of(Upstream service, Reply reply) {
        return switch (reply) {
            case Reply.Success success -> ACCEPTED;
            case Reply.Refused refused -> {
                String type = refused.problem().path("type").asText("rejected");
                JsonNode field = refused.problem().at("/errors/0/detail");
                yield rejected(
                        type.substring(type.lastIndexOf('/') + 1),
                        field.isTextual()
                                ? field.asText()
                                : refused.problem().path("detail").asText("It was refused."));
            }
            case Reply.Away away -> unavailable(service.contract() + " does not answer now. Try again.");
        };
    }
}
