package dev.keizoku.health.account;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers that hold texts for people say which language they are in. */
final class Texts {

    private Texts() {}

    static Response in(Language language, Object body) {
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }
}
