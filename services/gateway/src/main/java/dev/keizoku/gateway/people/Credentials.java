package dev.keizoku.gateway.people;

import dev.keizoku.gateway.access.Admission;
import dev.keizoku.gateway.access.Admission.Verdict;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** Decides whom a credential of any kind belongs to: a key, what was had with one, or the token of an identity provider. */
@Singleton
public final class Credentials {

    private final Admission keys;
    private final TokenAdmission tokens;

    Credentials(Admission keys, TokenAdmission tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** Already complete when it was seen a moment ago; fails when it cannot be told. */
    public CompletableFuture<Verdict> check(String credential) {
        return TokenAdmission.isShown(credential) ? tokens.check(credential) : keys.check(credential);
    }
}
