package dev.keizoku.health.signal;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The settings signs are looked for by. A version in use never changes: putting other ones makes the next version. */
@ApplicationScoped
public class SignalSettingsVersions {

    private static final int FIRST = 1;
    private static final String BUILT_IN = "keizoku";

    private final SignalSettingsStore store;
    private final Clock clock;

    SignalSettingsVersions(SignalSettingsStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The version in force. */
    @Transactional
    public SignalSettingsVersion current(TenantId tenant) {
        return store.find(tenant, null).orElseGet(SignalSettingsVersions::builtIn);
    }

    /**
     * One version.
     *
     * @throws ProblemException 404 when there is none of that number
     */
    @Transactional
    public SignalSettingsVersion version(TenantId tenant, int version) {
        return store.find(tenant, version)
                .or(() -> Optional.of(builtIn()).filter(first -> first.version() == version))
                .orElseThrow(() -> ProblemException.notFound("version of the signal settings"));
    }

    /** The number of the version in force, kept from now on even if a later release starts tenants with others. */
    @Transactional
    public int pin(TenantId tenant) {
        return store.find(tenant, null).orElseGet(() -> first(tenant)).version();
    }

    /** Puts the settings in force; the same ones again change nothing. */
    @Transactional
    SignalSettingsVersion replace(TenantId tenant, SignalSettingsBody body, String by) {
        List<FieldError> errors = body.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        SignalSettings settings = body.toSettings();
        SignalSettingsVersion before = store.find(tenant, null).orElseGet(() -> first(tenant));
        if (before.settings().equals(settings)) {
            return before;
        }
        Instant now = now();
        SignalSettingsVersion next = new SignalSettingsVersion(before.version() + 1, settings, now, by);
        if (!store.append(tenant, next, now, by)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "The settings were changed at the same moment. Try again.");
        }
        return next;
    }

    /** Whoever keeps the first version at the same moment keeps the same one. */
    private SignalSettingsVersion first(TenantId tenant) {
        Instant now = now();
        store.append(tenant, builtIn(), now, BUILT_IN);
        return new SignalSettingsVersion(FIRST, SignalSettings.DEFAULT, now, BUILT_IN);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static SignalSettingsVersion builtIn() {
        return new SignalSettingsVersion(FIRST, SignalSettings.DEFAULT, null, null);
    }
}
