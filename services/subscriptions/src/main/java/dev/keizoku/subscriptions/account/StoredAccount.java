package dev.keizoku.subscriptions.account;

import java.time.Instant;

/** An account with when it was first told of and last changed. */
public record StoredAccount(Account account, Instant createdAt, Instant updatedAt) {}
