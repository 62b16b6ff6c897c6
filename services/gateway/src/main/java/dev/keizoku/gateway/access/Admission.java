package dev.keizoku.gateway.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
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
    private final BrowserTokens browserTokens;
    private final LastUse lastUse;
    private final Clock clock;
    private final AsyncCache<String, Optional<Pass>> passes;

    private record Pass(ApiKeys.Known known, Verdict verdict) {}

    Admission(
            OperatorKey operator,
            ApiKeys keys,
            InternalTokens tokens,
            BrowserTokens browserTokens,
            LastUse lastUse,
            Clock clock,
            @ConfigProperty(name = "keizoku.access.key-cache") Duration remembered) {
        this.operator = operator;
        this.keys = keys;
        this.tokens = tokens;
        this.browserTokens = browserTokens;
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

        /**
         * A tenant, by one of its keys or people; the token says so to the services.
         *
         * @param subject who acts: the id of the key or the person
         */
        record Tenant(TenantId tenant, String subject, Set<String> scopes, String token) implements Verdict {
            public Tenant {
                scopes = Set.copyOf(scopes);
            }
        }

        /** A page that shows a key anybody may see; the token is good for sending events. */
        record Publishable(TenantId tenant, String subject, Set<String> origins, String token) implements Verdict {
            public Publishable {
                origins = Set.copyOf(origins);
            }
        }

        /**
         * A page that shows a token of one user of one account; what it opens is decided call by call.
         *
         * @param scopes of the key the token was had with, which it never exceeds
         */
        record Browser(TenantId tenant, String subject, Set<String> scopes, AccountId account, UserId user)
                implements Verdict {
            public Browser {
                scopes = Set.copyOf(scopes);
            }
        }

        /**
         * A person who is let in to the accounts whose owner the person is.
         *
         * @param subject what the person is called, as in the owner of an account
         */
        record Owner(TenantId tenant, String subject, Set<String> scopes, String token) implements Verdict {
            public Owner {
                scopes = Set.copyOf(scopes);
            }
        }

        /** A person who is known, and was given nothing to do here. */
        record Roleless() implements Verdict {}

        record Refused() implements Verdict {}
    }

    /** Already complete when the key was seen a moment ago; fails when the database does not answer. */
    public CompletableFuture<Verdict> check(String credential) {
        KeyText text = KeyText.parse(credential);
        if (text != null) {
            return passes.get(text.id(), this::pass).thenApply(pass -> judge(text, pass));
        }
        BrowserTokens.Bearer bearer = BrowserTokens.looksLikeOne(credential) ? browserTokens.read(credential) : null;
        if (bearer != null) {
            return passes.get(bearer.keyId(), this::pass).thenApply(pass -> judge(bearer, pass));
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

    /** A token for the one call a page was allowed to make. */
    public String of(Verdict.Browser page, Set<String> scopes) {
        return tokens.sign(page.tenant(), page.subject(), scopes);
    }

    /** Forgets what is remembered of a key here; other replicas follow when it expires there. */
    void forget(String id) {
        passes.synchronous().invalidate(id);
    }

    private Optional<Pass> pass(String id) {
        return keys.find(id).map(known -> new Pass(known, verdict(known.key())));
    }

    private Verdict verdict(ApiKey key) {
        Set<String> scopes = Set.copyOf(key.scopes());
        String token = tokens.sign(key.tenant(), key.id(), scopes);
        return switch (key.kind()) {
            case SECRET -> new Verdict.Tenant(key.tenant(), key.id(), scopes, token);
            case PUBLISHABLE -> new Verdict.Publishable(key.tenant(), key.id(), Set.copyOf(key.origins()), token);
        };
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
        return pass.verdict();
    }

    /** A token ends with the key it was had with. */
    private Verdict judge(BrowserTokens.Bearer bearer, Optional<Pass> remembered) {
        return remembered
                .map(pass -> pass.known().key())
                .filter(key -> key.tenant().equals(bearer.tenant()) && key.valid(clock.instant()))
                .<Verdict>map(key -> new Verdict.Browser(
                        key.tenant(), key.id(), Set.copyOf(key.scopes()), bearer.account(), bearer.user()))
                .orElseGet(Verdict.Refused::new);
    }
}
