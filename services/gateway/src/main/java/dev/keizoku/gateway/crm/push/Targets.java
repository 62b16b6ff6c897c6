package dev.keizoku.gateway.crm.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.crm.profile.Crm;
import dev.keizoku.gateway.crm.profile.Profile;
import dev.keizoku.gateway.crm.push.connector.Connector;
import dev.keizoku.gateway.crm.push.connector.Credentials;
import dev.keizoku.gateway.crm.push.connector.Target;
import dev.keizoku.kernel.Vault;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How each connection is spoken to. */
@Singleton
class Targets {

    private static final Credentials NONE = new Credentials(null, null, null);

    private final Map<Crm, Connector> connectors = new EnumMap<>(Crm.class);
    private final Vault vault;
    private final ObjectMapper mapper;

    Targets(@All List<Connector> connectors, Vault vault, ObjectMapper mapper) {
        connectors.forEach(connector -> this.connectors.put(connector.crm(), connector));
        this.vault = vault;
        this.mapper = mapper;
    }

    Connector connector(Connection connection) {
        return Objects.requireNonNull(connectors.get(connection.crm()));
    }

    /** With what lets us in. */
    Target of(Connection connection, Profile profile, byte[] credentials) {
        return target(connection, profile, open(credentials));
    }

    /** To look at only. */
    Target shown(Connection connection, Profile profile) {
        return target(connection, profile, NONE);
    }

    private static Target target(Connection connection, Profile profile, Credentials credentials) {
        String name = connection.tenant().value() + '/' + connection.id() + '/' + connection.updatedAt();
        return new Target(
                name, connection.address(), connection.objectType(), idField(connection, profile), credentials);
    }

    /** The CRM's own ids have no field of their own. */
    static @Nullable String idField(Connection connection, Profile profile) {
        if (connection.idField() != null) {
            return connection.idField();
        }
        return switch (profile.matchBy()) {
            case ACCOUNT_ID -> profile.keyField();
            case EXTERNAL_ID -> null;
        };
    }

    /** What lets us in cannot be read any more: it was sealed with another secret. */
    static final class Sealed extends RuntimeException {
        Sealed() {
            super("the credentials cannot be read", null, false, false);
        }
    }

    private Credentials open(byte[] sealed) {
        try {
            return mapper.readValue(vault.open(sealed), Credentials.class);
        } catch (JsonProcessingException | IllegalStateException unreadable) {
            throw new Sealed();
        }
    }
}
