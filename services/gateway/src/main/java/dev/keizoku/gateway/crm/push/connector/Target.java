package dev.keizoku.gateway.crm.push.connector;

import org.jspecify.annotations.Nullable;

/**
 * Where records go.
 *
 * @param name of what is kept between two batches, a token among it
 * @param address without a path
 * @param objectType as the CRM calls it
 * @param idField that holds the key; null where the key is the CRM's own id of a record that is there
 */
public record Target(
        String name,
        String address,
        String objectType,
        @Nullable String idField,
        Credentials credentials) {}
