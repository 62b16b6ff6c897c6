package dev.keizoku.gateway.crm.push.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.crm.profile.Crm;
import java.util.List;
import java.util.Optional;

/** A CRM as somebody who has records for it sees it. */
public interface Connector {

    Crm crm();

    /** Records it takes at once, by its documentation. */
    int batch();

    /** The body a batch would be sent with. */
    JsonNode body(Target target, List<Item> items);

    /** Sends a batch once. */
    Sent send(Target target, List<Item> items);

    /** How it takes many more than a batch, where it has a way of its own for them. */
    default Optional<Jobs> jobs() {
        return Optional.empty();
    }
}
