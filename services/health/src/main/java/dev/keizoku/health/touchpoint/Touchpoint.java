package dev.keizoku.health.touchpoint;

import dev.keizoku.kernel.AccountId;
import java.time.Instant;

/**
 * Something said or done between a customer and the people who look after it. The caller's id makes it one of a kind.
 *
 * @param saying who said what, where somebody did
 * @param detail what it is
 */
public record Touchpoint(String id, AccountId account, Instant occurredAt, Saying saying, TouchpointDetail detail) {

    /** Whether this is what became of another, rather than something else under the same id. */
    boolean follows(Touchpoint before) {
        return account.equals(before.account)
                && occurredAt.equals(before.occurredAt)
                && detail.movesOn()
                && detail.getClass() == before.detail.getClass();
    }
}
