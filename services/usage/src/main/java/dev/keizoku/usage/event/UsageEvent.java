package dev.keizoku.usage.event;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a user or a system of a customer did, checked and in normal form.
 *
 * @param source with {@code id} the identity of the event within its tenant
 * @param name what happened, such as {@code login}
 * @param time when it happened, to the microsecond; null when the caller left it to the server
 * @param account {@link #NONE} when the event names none
 * @param user {@link #NONE} when the event names none
 * @param feature {@link #NONE} when the event names none; of {@link #SETUP_STEP} the step that is done
 * @param value a quantity, if there is one
 * @param properties everything else the caller sent as data, as canonical JSON; null when there is nothing else
 * @param extensions CloudEvents attributes nobody here reads, as canonical JSON; null when there are none
 */
public record UsageEvent(
        String source,
        String id,
        String name,
        @Nullable Instant time,
        String account,
        String user,
        String feature,
        @Nullable BigDecimal value,
        @Nullable String properties,
        @Nullable String extensions) {

    /** Stands for no account, no user or no feature; ids have at least one character. */
    public static final String NONE = "";

    /** The event of a user who signs in; last logins come from it. */
    public static final String LOGIN = "login";

    /** The event of a feature being used; its {@code feature} says which. */
    public static final String FEATURE_USED = "feature.used";

    /** The event of a step of setting up being done; the {@code step} of its data says which. */
    public static final String SETUP_STEP = "setup.step";

    public UsageEvent {
        if (properties != null && feature.isEmpty() && name.equals(SETUP_STEP)) {
            feature = SetupStep.of(properties);
        }
    }

    /** The same under another id. */
    public UsageEvent withId(String other) {
        return new UsageEvent(source, other, name, time, account, user, feature, value, properties, extensions);
    }

    /** The same of another account. */
    public UsageEvent withAccount(String other) {
        return new UsageEvent(source, id, name, time, other, user, feature, value, properties, extensions);
    }
}
