package dev.keizoku.gateway.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key of whoever runs the suite. It creates tenants and opens nothing that belongs to one. */
@Singleton
public final class OperatorKey {

    private static final int LEAST = 24;

    private final byte[] hash;

    OperatorKey(@ConfigProperty(name = "keizoku.operator.key") Optional<String> key) {
        if (key.isEmpty() || key.get().length() < LEAST) {
            throw new IllegalStateException("KEIZOKU_OPERATOR_KEY must be set to at least 24 characters.");
        }
        this.hash = KeyText.sha256(key.get());
    }

    /** A gateway without its key must not come up, rather than fail at the first request. */
    void check(@Observes StartupEvent start) {}

    /** Compares in constant time: hashes of equal length, every byte. */
    boolean matches(String credential) {
        return MessageDigest.isEqual(hash, KeyText.sha256(credential));
    }
}
