package dev.keizoku.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Answers for those who ask again and again: with an {@code ETag}, and 304 to a reader that has them already. */
@Singleton
public final class TaggedAnswers {

    private static final int TAG_BYTES = 12;

    private final ObjectMapper mapper;

    TaggedAnswers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public Response answer(Object body, Request request) {
        return begin(body, request).build();
    }

    /** The same, for whoever has headers to add; a 304 gets them too. */
    public Response.ResponseBuilder begin(Object body, Request request) {
        byte[] json = json(body);
        EntityTag tag = new EntityTag(hash(json), true);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(json, MediaType.APPLICATION_JSON_TYPE) : unchanged).tag(tag);
    }

    private byte[] json(Object body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String hash(byte[] json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
