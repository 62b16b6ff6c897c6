package dev.keizoku.health.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one account did, told apart as somebody asks: a question to usage each. */
@ApplicationScoped
public class AccountUses {

    private static final int MOST_PAGES = 5;

    private final AccountStreams streams;

    AccountUses(AccountStreams streams) {
        this.streams = streams;
    }

    /** A period with what is told apart in it; what was not asked to be is null. */
    public record Use(
            LocalDate from,
            @Nullable String user,
            @Nullable String feature,
            @Nullable String department,
            long count) {}

    /** Somebody at the account. */
    public record Person(
            String userId,
            @Nullable String department,
            @Nullable String role,
            int activeDays) {}

    /**
     * Events from one day until before another.
     *
     * @param groupBy of {@code user}, {@code feature}, {@code department}, by comma; null for none
     * @throws UpstreamFailure when usage cannot be read from
     */
    public List<Use> by(
            TenantId tenant,
            AccountId account,
            LocalDate from,
            LocalDate to,
            String interval,
            @Nullable String groupBy) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("account_id", account.value());
        query.put("from", from.toString());
        query.put("to", to.toString());
        query.put("interval", interval);
        query.put("group_by", groupBy);
        List<Use> uses = new ArrayList<>();
        for (JsonNode row : streams.document("usage", "/v1/usage", tenant, "usage:read", query)
                .path("data")) {
            uses.add(new Use(
                    LocalDate.parse(row.path("from").asText()),
                    row.path("user_id").textValue(),
                    row.path("feature").textValue(),
                    row.path("department").textValue(),
                    row.path("count").asLong()));
        }
        return uses;
    }

    /** The first thousand of its people, with the days on which they were there. */
    public List<Person> people(TenantId tenant, AccountId account, LocalDate from, LocalDate to) {
        List<Person> people = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Map<String, @Nullable String> query = new LinkedHashMap<>();
            query.put("from", from.toString());
            query.put("to", to.toString());
            query.put("limit", "200");
            query.put("cursor", cursor);
            JsonNode page = streams.document(
                    "usage", "/v1/accounts/" + segment(account) + "/users", tenant, "usage:read", query);
            for (JsonNode row : page.path("data")) {
                people.add(new Person(
                        row.path("user_id").asText(),
                        row.path("department").textValue(),
                        row.path("role").textValue(),
                        row.path("active_days").asInt()));
            }
            cursor = page.path("next_cursor").textValue();
            pages++;
        } while (cursor != null && pages < MOST_PAGES);
        return people;
    }

    private static String segment(AccountId account) {
        return URLEncoder.encode(account.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
