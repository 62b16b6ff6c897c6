package dev.keizoku.health.version;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts documents in force and finds them again. */
@ApplicationScoped
public class Versions {

    private static final int FIRST = 1;
    private static final String BUILT_IN = "keizoku";

    private final VersionStore store;
    private final Clock clock;

    Versions(VersionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The version in force. */
    @Transactional
    public <T> Version<T> current(TenantId tenant, DocumentKind<T> kind) {
        return store.find(tenant, kind, null).orElseGet(() -> builtIn(kind));
    }

    /**
     * One version.
     *
     * @throws ProblemException 404 when there is none of that number
     */
    @Transactional
    public <T> Version<T> version(TenantId tenant, DocumentKind<T> kind, int number) {
        return store.find(tenant, kind, number)
                .or(() -> Optional.of(builtIn(kind)).filter(first -> first.number() == number))
                .orElseThrow(() -> ProblemException.notFound("version of the " + kind.name()));
    }

    /**
     * The version somebody asks for.
     *
     * @param number 0 for the one in force
     * @throws ProblemException 404 when there is none of that number
     */
    @Transactional
    public <T> Version<T> asked(TenantId tenant, DocumentKind<T> kind, int number) {
        return number == 0 ? current(tenant, kind) : version(tenant, kind, number);
    }

    /** The number of the version in force, kept from now on even if a later release starts tenants with another. */
    @Transactional
    public int pin(TenantId tenant, DocumentKind<?> kind) {
        return kept(tenant, kind).number();
    }

    /**
     * Puts the document in force as the next version; the same one again changes nothing.
     *
     * @throws ProblemException 409 when somebody else did at the same moment
     */
    @Transactional
    public <T> Version<T> replace(TenantId tenant, DocumentKind<T> kind, T document, String by) {
        return replace(tenant, kind, document, null, by);
    }

    /**
     * The same, if the version that is to be replaced is in force.
     *
     * @param expected whichever is in force when null
     * @throws ProblemException 409 when another one is, or when somebody else did at the same moment
     */
    @Transactional
    public <T> Version<T> replace(
            TenantId tenant, DocumentKind<T> kind, T document, @Nullable Integer expected, String by) {
        Version<T> before = kept(tenant, kind);
        if (expected != null && expected != before.number()) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "Version " + before.number() + " is in force, not " + expected + ".");
        }
        if (before.document().equals(document)) {
            return before;
        }
        Version<T> next = new Version<>(before.number() + 1, document, now(), by);
        if (!store.append(tenant, kind, next.number(), document, now(), by)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "The " + kind.name() + " was changed at the same moment. Try again.");
        }
        return next;
    }

    /** Whoever keeps the first version at the same moment keeps the same one. */
    private <T> Version<T> kept(TenantId tenant, DocumentKind<T> kind) {
        return store.find(tenant, kind, null).orElseGet(() -> {
            Instant now = now();
            store.append(tenant, kind, FIRST, kind.builtIn(), now, BUILT_IN);
            return new Version<>(FIRST, kind.builtIn(), now, BUILT_IN);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> Version<T> builtIn(DocumentKind<T> kind) {
        return new Version<>(FIRST, kind.builtIn(), null, null);
    }
}
