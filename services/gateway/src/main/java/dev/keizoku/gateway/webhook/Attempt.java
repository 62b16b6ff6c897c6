package dev.keizoku.gateway.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of sending a message once. */
sealed interface Attempt {

    /** The receiver has it. */
    record Taken(int status) implements Attempt {}

    /** The receiver wants no more. */
    record Gone() implements Attempt {}

    /** The receiver wants it later; {@code after} where it says how much. */
    record Later(int status, @Nullable Duration after) implements Attempt {}

    /** The receiver answered something else, a redirection among it. */
    record NotTaken(int status) implements Attempt {}

    /** There was no answer, or none was asked for. */
    record Unanswered(Outside.Reason reason) implements Attempt {}

    /** As it stands in the log of deliveries. */
    default String outcome() {
        return switch (this) {
            case Taken ignored -> "delivered";
            case Gone ignored -> "gone";
            case Later ignored -> "throttled";
            case NotTaken ignored -> "rejected";
            case Unanswered nothing ->
                switch (nothing.reason()) {
                    case TIMEOUT -> "timeout";
                    case NO_CONNECTION -> "no_connection";
                    case REFUSED_TARGET -> "refused_target";
                };
        };
    }

    default @Nullable Integer code() {
        return switch (this) {
            case Taken taken -> taken.status();
            case Gone ignored -> 410;
            case Later later -> later.status();
            case NotTaken answered -> answered.status();
            case Unanswered ignored -> null;
        };
    }
}
