package dev.keizoku.usage.person;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.usage.event.UsageEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/** What events say of their users by the way: the {@code department} and {@code role} in their data. */
public final class ToldByEvents {

    private static final String DEPARTMENT = "department";
    private static final String ROLE = "role";
    private static final int MOST_CHARACTERS = 255;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Sayings sayings = new Sayings();

    /** Nearly no event says anything of its user, so this looks before it reads. */
    public void add(int tenant, UsageEvent event, Instant at, LocalDate receivedOn) {
        String properties = event.properties();
        if (properties == null || event.user().isEmpty() || !mayTell(properties)) {
            return;
        }
        SortedMap<String, JsonNode> traits = new TreeMap<>();
        JsonNode data = read(properties);
        take(data, DEPARTMENT, traits);
        take(data, ROLE, traits);
        UserId user = new UserId(event.user());
        if (!traits.isEmpty()) {
            sayings.add(
                    tenant,
                    event.account().isEmpty()
                            ? new Told.Traits(user, at, traits)
                            : new Told.Membership(user, new AccountId(event.account()), at, traits),
                    receivedOn);
        }
    }

    /** Writes it on the connection and in the transaction that stores the events. */
    public void write(Connection connection) throws SQLException {
        PersonStore.write(connection, sayings);
    }

    private static boolean mayTell(String properties) {
        return properties.contains("\"" + DEPARTMENT + "\":") || properties.contains("\"" + ROLE + "\":");
    }

    private static void take(JsonNode data, String name, SortedMap<String, JsonNode> traits) {
        JsonNode value = data.path(name);
        String text = value.textValue();
        if (text != null && !text.isBlank() && text.length() <= MOST_CHARACTERS) {
            traits.put(name, value);
        }
    }

    private static JsonNode read(String properties) {
        try {
            return MAPPER.readTree(properties);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Properties are canonical JSON.", impossible);
        }
    }
}
