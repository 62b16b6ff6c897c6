package dev.keizoku.subscriptions.contact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.UserId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person at an account.
 *
 * @param userId who it is in the events of usage
 * @param role what the person is there, such as buyer or administrator
 * @param tags what the person is to the tenant, such as champion or bridge; in the order of their letters
 * @param since the day the status began; null in a request that does not say
 */
public record Contact(
        AccountId accountId,
        ContactId contactId,
        String name,
        @Nullable String email,
        @Nullable UserId userId,
        @Nullable String role,
        @Nullable String department,
        List<String> tags,
        Status status,
        @Nullable LocalDate since) {

    public Contact {
        tags = tags.stream().sorted().distinct().toList();
    }

    /** Whether the person is still there, or does something else at the account now. */
    public enum Status {
        ACTIVE,
        MOVED,
        LEFT;

        /**
         * The status of that name on the wire.
         *
         * @throws IllegalArgumentException with a sentence when there is none
         */
        @JsonCreator
        public static Status of(String wire) {
            for (Status status : values()) {
                if (status.wire().equals(wire)) {
                    return status;
                }
            }
            throw new IllegalArgumentException("Accepted: active, moved, left.");
        }

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** This contact with the day its status began: as it says, as it was known, or today for a new status. */
    Contact settled(@Nullable Contact known, LocalDate today) {
        if (since != null) {
            return this;
        }
        LocalDate began = known != null && known.status == status && known.since != null ? known.since : today;
        return new Contact(accountId, contactId, name, email, userId, role, department, tags, status, began);
    }
}
