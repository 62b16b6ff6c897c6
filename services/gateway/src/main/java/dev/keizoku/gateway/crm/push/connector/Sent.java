package dev.keizoku.gateway.crm.push.connector;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a batch. */
public sealed interface Sent {

    /** An outcome for each record, in the order sent; {@code rest} where the CRM wants no more for so long. */
    record Told(List<Outcome> outcomes, @Nullable Duration rest) implements Sent {}

    /** All were refused for something in one of them. */
    record Spoiled(String code, String detail) implements Sent {}

    /** None was taken, through no fault of theirs; {@code after} where the CRM says how long to wait. */
    record Later(@Nullable Duration after, String code, String detail) implements Sent {}
}
