package dev.keizoku.metrics.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.metrics.timeline.IntervalUnit;
import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.SubscriptionState;
import dev.keizoku.metrics.timeline.Terms;
import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.TimelineRow;
import dev.keizoku.metrics.timeline.UnreadableFact;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what metrics need of the feed's JSON, and leaves the rest alone so that the feed can grow. */
final class FactReader {

    private FactReader() {}

    static FactPage page(long after, JsonNode page) {
        List<FeedFact> facts = new ArrayList<>();
        for (JsonNode row : page.path("data")) {
            FeedFact fact = fact(row);
            if (fact != null) {
                facts.add(fact);
            }
        }
        return new FactPage(
                after,
                facts,
                required(page, "next_after").asLong(),
                required(page, "head").asLong(),
                page.path("has_more").asBoolean());
    }

    /** Null for kinds of rows that say nothing about recurring revenue. */
    private static @Nullable FeedFact fact(JsonNode row) {
        return switch (text(row, "type")) {
            case "tenant" -> tenant(row);
            case "account" ->
                new FeedFact.Account(
                        text(row, "account_id"),
                        row.path("name").asText(text(row, "account_id")),
                        row.path("attributes").isObject()
                                ? row.path("attributes").toString()
                                : "{}",
                        row.path("deleted").asBoolean(false));
            case "plan" ->
                new FeedFact.Plan(
                        text(row, "plan_id"),
                        row.path("name").asText(text(row, "plan_id")),
                        row.path("product").asText(""),
                        row.path("tier_rank").asInt(0));
            case "subscription_change" -> new FeedFact.Change(change(row));
            default -> null;
        };
    }

    private static FeedFact.TenantSettings tenant(JsonNode row) {
        return new FeedFact.TenantSettings(
                row.path("version").asLong(1),
                row.path("name").asText("-"),
                text(row, "zone"),
                text(row, "currency"),
                row.path("language").asText("en"),
                row.path("fiscal_year_start_month").asInt(1));
    }

    private static TimelineRow change(JsonNode row) {
        Instant effectiveAt = instant(row, "effective_at");
        TimelineEntry entry = new TimelineEntry(
                text(row, "subscription_id"),
                text(row, "change_id"),
                effectiveAt,
                required(row, "position").asInt(),
                row.path("reason").isTextual() ? row.path("reason").textValue() : null,
                terms(required(row, "after")));
        return new TimelineRow(
                text(row, "account_id"),
                required(row, "seq").asLong(),
                text(row, "kind"),
                instant(row, "known_at"),
                instant(row, "recorded_at"),
                entry);
    }

    private static Terms terms(JsonNode terms) {
        JsonNode price = terms.path("price");
        return new Terms(
                SubscriptionState.of(text(terms, "state")),
                text(terms, "plan_id"),
                decimal(required(terms, "quantity")),
                price.isObject() ? price(price) : null,
                terms.hasNonNull("cancel_at") ? instant(terms, "cancel_at") : null);
    }

    private static Price price(JsonNode price) {
        JsonNode money = required(price, "amount");
        String currency = text(money, "currency");
        try {
            return new Price(
                    decimal(required(money, "amount")),
                    Currency.getInstance(currency),
                    IntervalUnit.of(text(price, "interval")),
                    price.path("interval_count").asInt(1));
        } catch (IllegalArgumentException unknown) {
            throw new UnreadableFact("ISO 4217 has no currency '" + currency + "'.");
        }
    }

    private static BigDecimal decimal(JsonNode number) {
        try {
            return new BigDecimal(number.asText());
        } catch (NumberFormatException unreadable) {
            throw new UnreadableFact("A number was expected, not '" + number.asText() + "'.");
        }
    }

    private static Instant instant(JsonNode row, String field) {
        try {
            return Instant.parse(text(row, field));
        } catch (DateTimeException unreadable) {
            throw new UnreadableFact("The feed's " + field + " is not an instant.");
        }
    }

    private static String text(JsonNode row, String field) {
        return required(row, field).asText();
    }

    private static JsonNode required(JsonNode row, String field) {
        JsonNode value = row.get(field);
        if (value == null || value.isNull()) {
            throw new UnreadableFact("A row of the feed has no " + field + ".");
        }
        return value;
    }
}
