package dev.keizoku.gateway.crm.push.connector;

import org.jspecify.annotations.Nullable;

/** What lets us in: a token with HubSpot, a client with Salesforce. */
public record Credentials(
        @Nullable String token,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    /** Says nothing, so that no log does. */
    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
