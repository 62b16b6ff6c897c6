package dev.keizoku.gateway.people;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keizoku.gateway.access.Admission.Verdict;
import dev.keizoku.gateway.people.Member.Subject;
import dev.keizoku.gateway.people.TokenCheck.Proven;
import dev.keizoku.kernel.InternalTokens;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the token of an identity provider opens. A verdict is remembered as long as one on a key, so that a role
 * that was taken back is soon refused.
 */
@Singleton
final class TokenAdmission {

    private static final Pattern SIGNED = Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    private static final int MOST_TOKENS = 50_000;

    /** A token's life is the issuer's to say, and the issuer has no movable clock. */
    private final Clock realTime = Clock.systemUTC();

    private final TokenCheck tokens;
    private final Members members;
    private final InternalTokens internal;
    private final AsyncCache<String, Pass> passes;

    private record Pass(Verdict verdict, Instant until) {}

    TokenAdmission(
            TokenCheck tokens,
            Members members,
            InternalTokens internal,
            @ConfigProperty(name = "keizoku.access.key-cache") Duration remembered) {
        this.tokens = tokens;
        this.members = members;
        this.internal = internal;
        this.passes = Caffeine.newBuilder()
                .expireAfterWrite(remembered)
                .maximumSize(MOST_TOKENS)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .buildAsync();
    }

    /** Whether a credential has the form of a signed token of somebody else. */
    static boolean isShown(String credential) {
        return SIGNED.matcher(credential).matches();
    }

    /** Fails when it cannot be told: the database or the provider does not answer. */
    CompletableFuture<Verdict> check(String credential) {
        return passes.get(hash(credential), hash -> pass(credential))
                .thenApply(pass -> realTime.instant().isBefore(pass.until()) ? pass.verdict() : new Verdict.Refused());
    }

    /** Forgets every verdict here; other replicas follow when theirs expire. */
    void forget() {
        passes.synchronous().invalidateAll();
    }

    private Pass pass(String credential) {
        return tokens.check(credential)
                .map(proven -> new Pass(verdict(proven), proven.until()))
                .orElseGet(() -> new Pass(new Verdict.Refused(), Instant.MAX));
    }

    /** Nobody passes for a member by being called alike. */
    private Verdict verdict(Proven proven) {
        IdentityProvider provider = proven.provider();
        Optional<Member> member = members.find(
                provider.tenant(),
                new Subject(provider.id(), proven.subject()),
                proven.claims().verifiedEmail());
        String id = member.isPresent() ? member.get().id() : nameOf(proven);
        Optional<Role> role = member.map(Member::role).or(() -> provider.roleOf(proven.claims()));
        if (id == null || role.isEmpty() || !PersonId.acceptable(id)) {
            return new Verdict.Roleless();
        }
        if (member.isEmpty() && members.find(provider.tenant(), id).isPresent()) {
            return new Verdict.Roleless();
        }
        String token = internal.sign(provider.tenant(), id, role.get().scopes());
        return role.get().ownAccountsOnly()
                ? new Verdict.Owner(provider.tenant(), id, role.get().scopes(), token)
                : new Verdict.Tenant(provider.tenant(), id, role.get().scopes(), token);
    }

    private static @Nullable String nameOf(Proven proven) {
        String claim = proven.provider().personClaim();
        return claim.equals("email")
                ? proven.claims().verifiedEmail()
                : proven.claims().text(claim);
    }

    private static String hash(String credential) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
