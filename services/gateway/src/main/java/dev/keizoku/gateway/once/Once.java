package dev.keizoku.gateway.once;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.Vault;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a request asks for once for its {@code Idempotency-Key}. Whoever sends the same again within a day, because
 * the answer was lost, gets that answer, with the secret in it if there is one: the answer is kept sealed for so long, in
 * the transaction that made the thing, and told to nobody but who sent the request first.
 */
@ApplicationScoped
public class Once {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int LONGEST_KEY = 255;
    private static final String NO_TENANT = "";

    private final OnceStore store;
    private final Vault vault;
    private final Caller caller;
    private final ObjectMapper mapper;
    private final Clock clock;

    Once(OnceStore store, Vault vault, Caller caller, ObjectMapper mapper, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.caller = caller;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** What is sealed: by what the request is known again, and what it was answered. */
    record Kept(String asked, JsonNode answer) {}

    /**
     * The answer to a request.
     *
     * @param operation tells apart what is asked for, with the ids of its path
     * @param body null when it has none
     * @param make makes the thing and answers; what it throws leaves the key unused
     */
    @Transactional
    public JsonNode answer(@Nullable String key, String operation, @Nullable Object body, Supplier<?> make) {
        if (key == null) {
            return mapper.valueToTree(make.get());
        }
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "Idempotency-Key", "invalid_value", "A key has 1 to " + LONGEST_KEY + " characters.")));
        }
        String tenant = caller.has("operator") ? NO_TENANT : caller.tenant().value();
        String asked = fingerprint(operation, body);
        Instant now = clock.instant();
        if (store.claim(tenant, key, now, now.minus(KEPT))) {
            JsonNode answer = mapper.valueToTree(make.get());
            store.keep(tenant, key, vault.seal(text(new Kept(asked, answer))));
            return answer;
        }
        Kept kept = store.find(tenant, key)
                .map(bytes -> read(vault.open(bytes)))
                .orElseThrow(() -> new ProblemException(CommonProblem.UNAVAILABLE, "Try again."));
        if (!kept.asked().equals(asked)) {
            throw new ProblemException(
                    CommonProblem.UNPROCESSABLE, "This Idempotency-Key came with another request before.");
        }
        return kept.answer();
    }

    /** Nothing secret stays longer than it is needed. */
    @Scheduled(
            every = "10M",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void forget() {
        store.forget(clock.instant().minus(KEPT));
    }

    private String fingerprint(String operation, @Nullable Object body) {
        String asked = caller.subject() + "\n" + operation + "\n" + text(body);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String text(@Nullable Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What came as JSON is written as JSON.");
        }
    }

    private Kept read(String text) {
        try {
            return mapper.readValue(text, Kept.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was written as JSON is read as JSON.");
        }
    }
}
