package dev.keizoku.health.language;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers that hold texts for people, and say in which language. */
public final class Localised {

    private Localised() {}

    public static Response in(Language language, Object body) {
        return in(language, body, MediaType.APPLICATION_JSON_TYPE);
    }

    public static Response in(Language language, Object body, MediaType type) {
        return finish(language, Response.ok(body, type));
    }

    /** An answer that was begun, such as one with a tag. */
    public static Response finish(Language language, Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }
}
