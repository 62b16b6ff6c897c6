package dev.keizoku.usage.person;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.UserId;
import java.time.Instant;
import java.util.SortedMap;

/** Something that was said of a user at an instant. */
public sealed interface Told {

    /** What holds of the user in every account; a value of JSON null takes a trait back. */
    record Traits(UserId user, Instant at, SortedMap<String, JsonNode> traits) implements Told {}

    /** That the user belongs to an account, and what holds of the user there. */
    record Membership(UserId user, AccountId account, Instant at, SortedMap<String, JsonNode> traits) implements Told {}

    /** That {@code from} and {@code to} are one user, who goes by {@code to}. */
    record Alias(UserId from, UserId to, Instant at) implements Told {}
}
