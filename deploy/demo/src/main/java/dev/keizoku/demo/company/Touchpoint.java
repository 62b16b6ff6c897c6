package dev.keizoku.demo.company;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What a customer said: a support ticket, or an answer to a survey. */
public sealed interface Touchpoint {

    String id();

    String accountId();

    String userId();

    LocalDateTime at();

    /** A support enquiry; still open when {@code resolvedAt} is missing. */
    record Ticket(
            String id,
            String accountId,
            String userId,
            LocalDateTime at,
            String priority,
            @Nullable LocalDateTime resolvedAt)
            implements Touchpoint {}

    /** An answer to the quarterly question how likely one is to recommend the product, 0 to 10. */
    record Answer(String id, String accountId, String userId, LocalDateTime at, int score) implements Touchpoint {}
}
