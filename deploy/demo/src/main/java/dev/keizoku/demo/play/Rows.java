package dev.keizoku.demo.play;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.demo.company.Change;
import dev.keizoku.demo.company.Customer;
import dev.keizoku.demo.company.Touchpoint;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The company's records as the files somebody would export from a CRM, a billing system and a help desk. */
final class Rows {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ZoneId zone;
    private final String currency;

    Rows(ZoneId zone, String currency) {
        this.zone = zone;
        this.currency = currency;
    }

    /** A CRM's CSV, whose columns have the CRM's names. */
    static byte[] accounts(Stream<Customer> customers) {
        var csv = new StringBuilder("Id,Company,Industry,Country,Size,Salesforce Id\n");
        customers.forEach(customer -> {
            var profile = customer.profile();
            csv.append(String.join(
                            ",",
                            customer.accountId(),
                            profile.name(),
                            profile.industry(),
                            profile.country(),
                            profile.size(),
                            profile.salesforceId()))
                    .append('\n');
        });
        return csv.toString().getBytes(UTF_8);
    }

    byte[] changes(Stream<Change> changes) {
        return lines(changes, this::row);
    }

    byte[] touchpoints(Stream<Touchpoint> touchpoints) {
        return lines(touchpoints, this::row);
    }

    private ObjectNode row(Change change) {
        var row = JSON.objectNode()
                .put("change_id", change.changeId())
                .put("subscription_id", change.subscriptionId())
                .put("account_id", change.accountId())
                .put("kind", change.kind().wire())
                .put("effective_at", instant(change.at()));
        var terms = change.terms();
        if (terms != null) {
            row.put("plan_id", terms.tier().id())
                    .put("quantity", terms.seats())
                    .put("currency", currency)
                    .put("interval", terms.billing().interval());
        }
        putIfAny(row, "cancel_at", change.cancelAt() == null ? null : instant(change.cancelAt()));
        putIfAny(row, "reason", change.reason());
        return row;
    }

    private ObjectNode row(Touchpoint touchpoint) {
        var row = JSON.objectNode()
                .put("touchpoint_id", touchpoint.id())
                .put("account_id", touchpoint.accountId())
                .put("occurred_at", instant(touchpoint.at()));
        switch (touchpoint) {
            case Touchpoint.Ticket ticket -> {
                row.put("kind", "ticket").put("priority", ticket.priority()).put("user_id", ticket.userId());
                putIfAny(row, "resolved_at", ticket.resolvedAt() == null ? null : instant(ticket.resolvedAt()));
            }
            case Touchpoint.Answer answer ->
                row.put("kind", "survey_answer")
                        .put("survey", "nps")
                        .put("score", answer.score())
                        .put("respondent", answer.userId());
        }
        return row;
    }

    private static void putIfAny(ObjectNode row, String field, @Nullable String value) {
        if (value != null) {
            row.put(field, value);
        }
    }

    private String instant(LocalDateTime time) {
        return time.atZone(zone).toInstant().toString();
    }

    private static <T> byte[] lines(Stream<T> items, Function<T, ObjectNode> row) {
        var text = new StringBuilder();
        items.forEach(item -> text.append(row.apply(item)).append('\n'));
        return text.toString().getBytes(UTF_8);
    }
}
