package dev.keizoku.metrics.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.metrics.timeline.Cause;
import dev.keizoku.metrics.timeline.TermsJson;
import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.TimelineRow;
import dev.keizoku.metrics.timeline.UnreadableFact;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
            case "account" -> account(row);
            case "plan" ->
                new FeedFact.Plan(
                        text(row, "plan_id"),
                        row.path("name").asText(text(row, "plan_id")),
                        row.path("product").asText(""),
                        row.path("tier_rank").asInt(0),
                        row.path("public").asBoolean(true),
                        row.path("add_on").asBoolean(false));
            case "subscription_change" ->
                text(row, "kind").equals("usage_charge") ? charge(row) : new FeedFact.Change(change(row));
            case "fx_rate" -> rate(row);
            case "renewal" -> renewal(row);
            default -> null;
        };
    }

    private static FeedFact.TenantSettings tenant(JsonNode row) {
        return new FeedFact.TenantSettings(
                told(row),
                row.path("version").asLong(1),
                row.path("name").asText("-"),
                text(row, "zone"),
                text(row, "currency"),
                row.path("language").asText("en"),
                row.path("fiscal_year_start_month").asInt(1),
                json(row, "policies"));
    }

    private static FeedFact.Account account(JsonNode row) {
        return new FeedFact.Account(
                told(row),
                text(row, "account_id"),
                row.path("name").asText(text(row, "account_id")),
                json(row, "attributes"),
                row.path("deleted").asBoolean(false),
                optional(row, "parent_id"),
                optional(row, "owner"),
                row.path("internal").asBoolean(false),
                optional(row, "merged_into"));
    }

    private static TimelineRow change(JsonNode row) {
        FeedFact.Told told = told(row);
        String subscription = text(row, "subscription_id");
        String change = text(row, "change_id");
        TimelineEntry entry = row.path("deleted").asBoolean(false)
                ? null
                : new TimelineEntry(
                        subscription,
                        change,
                        instant(row, "effective_at"),
                        required(row, "position").asInt(),
                        TermsJson.terms(required(row, "after")),
                        new Cause(
                                text(row, "kind"),
                                optional(row, "reason"),
                                optional(row, "reason_code"),
                                optional(row, "intent")));
        return new TimelineRow(
                text(row, "account_id"),
                told.seq(),
                told.knownAt(),
                instant(row, "recorded_at"),
                subscription,
                change,
                entry);
    }

    /** It changes nothing of the subscription, so it is no part of its timeline. */
    private static FeedFact.Charge charge(JsonNode row) {
        JsonNode charge = row.path("charge");
        return new FeedFact.Charge(
                told(row),
                text(row, "subscription_id"),
                text(row, "change_id"),
                row.path("deleted").asBoolean(false)
                        ? null
                        : new FeedFact.Charged(
                                decimal(required(charge, "amount")),
                                text(charge, "currency"),
                                instant(row, "period_start"),
                                instant(row, "period_end")));
    }

    private static FeedFact.Rate rate(JsonNode row) {
        BigDecimal rate = decimal(required(row, "rate"));
        if (rate.signum() <= 0) {
            throw new UnreadableFact("An exchange rate is above zero, not " + rate.toPlainString() + ".");
        }
        return new FeedFact.Rate(told(row), text(row, "base"), text(row, "currency"), date(row, "date"), rate);
    }

    private static FeedFact.Renewal renewal(JsonNode row) {
        return new FeedFact.Renewal(
                told(row),
                text(row, "renewal_id"),
                text(row, "subscription_id"),
                text(row, "account_id"),
                instant(row, "due_at"),
                row.hasNonNull("term_months") ? (Integer) row.get("term_months").asInt() : null,
                row.path("auto_renew").asBoolean(false),
                row.hasNonNull("notice_by") ? instant(row, "notice_by") : null,
                optional(row, "intent"),
                optional(row, "outcome"),
                row.hasNonNull("outcome_at") ? instant(row, "outcome_at") : null,
                row.path("deleted").asBoolean(false));
    }

    private static FeedFact.Told told(JsonNode row) {
        return new FeedFact.Told(required(row, "seq").asLong(), instant(row, "known_at"));
    }

    private static String json(JsonNode row, String field) {
        return row.path(field).isObject() ? row.path(field).toString() : "{}";
    }

    private static BigDecimal decimal(JsonNode number) {
        try {
            return new BigDecimal(number.asText());
        } catch (NumberFormatException unreadable) {
            throw new UnreadableFact("A number was expected, not '" + number.asText() + "'.");
        }
    }

    private static LocalDate date(JsonNode row, String field) {
        try {
            return LocalDate.parse(text(row, field));
        } catch (DateTimeException unreadable) {
            throw new UnreadableFact("The feed's " + field + " is not a date.");
        }
    }

    private static Instant instant(JsonNode row, String field) {
        try {
            return InstantText.parse(text(row, field));
        } catch (DateTimeException unreadable) {
            throw new UnreadableFact("The feed's " + field + " is not an instant.");
        }
    }

    private static @Nullable String optional(JsonNode row, String field) {
        return row.path(field).isTextual() ? row.path(field).textValue() : null;
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
