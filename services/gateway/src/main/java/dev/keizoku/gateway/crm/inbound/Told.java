package dev.keizoku.gateway.crm.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.crm.Inside.Answer;
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
    static Told of(Answer answer) {
        if (answer.successful()) {
            return ACCEPTED;
        }
        String type = answer.body().path("type").asText("rejected");
        JsonNode field = answer.body().at("/errors/0/detail");
        return rejected(
                type.substring(type.lastIndexOf('/') + 1),
                field.isTextual()
                        ? field.asText()
                        : answer.body().path("detail").asText("It was refused."));
    }
}
