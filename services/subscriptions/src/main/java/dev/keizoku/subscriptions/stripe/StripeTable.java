package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.imports.ImportRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Map;
import java.util.Set;

/**
 * A table of a warehouse that holds Stripe's objects, a row each, under the names its loaders give the columns.
 *
 * @param columns what a column is in the object; a dot leads into an object inside it. Other columns are left alone
 */
record StripeTable(String kind, String object, Map<String, String> columns) {

    private static final Set<String> TIMES = Set.of(
            "created",
            "updated",
            "start_date",
            "trial_start",
            "trial_end",
            "cancel_at",
            "canceled_at",
            "ended_at",
            "current_period_start",
            "current_period_end",
            "redeem_by",
            "start",
            "end");

    /** Such as {@code 2024-01-30 06:18:03.000000}; in UTC. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[ ]['T']HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[ ]['UTC']['Z'][XXX]")
            .toFormatter(java.util.Locale.ROOT);

    /** The object a row is. */
    StripeNode read(ImportRow row) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("object", object);
        columns.forEach((column, field) -> {
            Object value = row.fields().get(column);
            if (value != null && !value.toString().isBlank()) {
                put(node, field, TIMES.contains(field) ? seconds(column, value.toString()) : value.toString());
            }
        });
        return new StripeNode(node);
    }

    private static void put(ObjectNode node, String field, String value) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            node.put(field, value);
        } else {
            put(node.withObjectProperty(field.substring(0, dot)), field.substring(dot + 1), value);
        }
    }

    private static String seconds(String column, String text) {
        if (text.chars().allMatch(Character::isDigit)) {
            return text;
        }
        try {
            return Long.toString(instant(text.strip()).getEpochSecond());
        } catch (DateTimeException unreadable) {
            throw new UnreadableObject(column, "Expected a time such as 2024-01-30 06:18:03, in UTC.");
        }
    }

    private static Instant instant(String text) {
        return TIME.parseBest(text, java.time.OffsetDateTime::from, LocalDateTime::from) instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : java.time.OffsetDateTime.from(TIME.parse(text)).toInstant();
    }
}
