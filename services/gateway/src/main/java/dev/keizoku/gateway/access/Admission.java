package dev.keizoku.gateway.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides whom a credential belongs to. Keys are remembered for a few seconds, together with the internal token they
 * are exchanged for, so that the event loop seldom waits for the database and a revoked key is soon refused.
 */
@Singleton
public final class Admission {

    private static final int MOST_KEYS = 50_000;
    private static final TenantId EVERY_TENANT = new TenantId("*");

    private final OperatorKey operator;
    private final ApiKeys keys;
    private final InternalTokens tokens;
    private final LastUse lastUse;
    private final Clock clock;
    private final AsyncCache<String, Optional<Pass>> passes;

    private record Pass(ApiKeys.Known known, String token) {}

    Admission(
            OperatorKey operator,
            ApiKeys keys,
            InternalTokens tokens,
            LastUse lastUse,
            Clock clock,
            @ConfigProperty(name = "keizoku.access.key-cache") Duration remembered) {
        this.operator = operator;
        this.keys = keys;
        this.tokens = tokens;
        this.lastUse = lastUse;
        this.clock = clock;
        this.passes = Caffeine.newBuilder()
                .expireAfterWrite(remembered)
                .maximumSize(MOST_KEYS)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .buildAsync();
    }

    /** Whom a credential belongs to. */
    public sealed interface Verdict {

        /** Whoever runs the suite; the token is good for nothing but the operator's own operations. */
        record Operator(String token) implements Verdict {}

        /** A tenant, by one of its keys; the token says so to the services. */
        record Tenant(String token) implements Verdict {}

        record Refused() implements Verdict {}
    }

    /** Already complete when the key was seen a moment ago; fails when the database does not answer. */
    public CompletableFuture<Verdict> check(String credential) {
        KeyText text = KeyText.parse(credential);
        if (text != null) {
            return passes.get(text.id(), this::pass).thenApply(pass -> judge(text, pass));
        }
        if (operator.matches(credential)) {
            return CompletableFuture.completedFuture(
                    new Verdict.Operator(tokens.sign(EVERY_TENANT, "operator", Set.of("operator"))));
        }
        return CompletableFuture.completedFuture(new Verdict.Refused());
    }

    /** A token for an operation that is open to anybody; it names no tenant and is good for nothing else. */
    public String anybody(String scope) {
        return tokens.sign(EVERY_TENANT, "anybody", Set.of(scope));
    }

    /** Forgets what is remembered of a key here; other replicas follow when it expires there. */
    void forget(String id) {
        passes.synchronous().invalidate(id);
    }

    private Optional<Pass> pass(String id) {
        return keys.find(id).map(known -> {
            ApiKey key = known.key();
            return new Pass(known, tokens.sign(key.tenant(), key.id(), Set.copyOf(key.scopes())));
        });
    }

    private Verdict judge(KeyText text, Optional<Pass> remembered) {
        if (remembered.isEmpty()) {
            return new Verdict.Refused();
        }
        Pass pass = remembered.get();
        Instant now = clock.instant();
        boolean same = MessageDigest.isEqual(pass.known().hash(), text.hash());
        if (!same || !pass.known().key().valid(now)) {
            return new Verdict.Refused();
        }
        lastUse.note(text.id(), now);
        return new Verdict.Tenant(pass.token());
    }
}
