package dev.keizoku.metrics.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Terms as the feed writes them. */
public final class TermsJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private TermsJson() {}

    /**
     * Reads what metrics need, and leaves the rest alone so that the feed can grow.
     *
     * @throws UnreadableFact when something has no worth that could be computed
     */
    public static Terms terms(JsonNode terms) {
        Price price = price(terms.path("price"));
        return new Terms(
                SubscriptionState.of(required(terms, "state").asText()),
                required(terms, "plan_id").asText(),
                decimal(required(terms, "quantity")),
                price,
                terms.hasNonNull("cancel_at") ? instant(terms, "cancel_at") : null,
                addOns(terms.path("add_ons")),
                discounts(terms.path("discounts")),
                minimum(terms.path("minimum"), price),
                terms.path("term").hasNonNull("ends_at") ? commitment(terms.path("term")) : null);
    }

    static List<AddOn> addOns(@Nullable String json) {
        return json == null ? List.of() : addOns(read(json));
    }

    static List<Discount> discounts(@Nullable String json) {
        return json == null ? List.of() : discounts(read(json));
    }

    /** Null when there are none. */
    static @Nullable String text(List<AddOn> addOns) {
        ArrayNode array = MAPPER.createArrayNode();
        for (AddOn addOn : addOns) {
            ObjectNode item = array.addObject()
                    .put("item_id", addOn.item())
                    .put("plan_id", addOn.plan())
                    .put("quantity", addOn.quantity());
            Price price = addOn.price();
            if (price != null) {
                ObjectNode node = item.putObject("price")
                        .put("interval", price.unit().wireName())
                        .put("interval_count", price.count());
                put(node.putObject("amount"), price.amount(), price.currency());
            }
        }
        return array.isEmpty() ? null : array.toString();
    }

    /** Null when there are none. */
    static @Nullable String textOf(List<Discount> discounts) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Discount discount : discounts) {
            ObjectNode node = array.addObject()
                    .put("discount_id", discount.id())
                    .put("duration", discount.duration().wireName());
            if (discount.percentOff() != null) {
                node.put("percent_off", discount.percentOff());
            }
            if (discount.amountOff() != null) {
                put(
                        node.putObject("amount_off"),
                        discount.amountOff().amount(),
                        discount.amountOff().currency());
            }
            if (discount.until() != null) {
                node.put("until", discount.until().toString());
            }
        }
        return array.isEmpty() ? null : array.toString();
    }

    private static List<AddOn> addOns(JsonNode array) {
        List<AddOn> addOns = new ArrayList<>();
        for (JsonNode item : array) {
            String plan = required(item, "plan_id").asText();
            addOns.add(new AddOn(
                    item.path("item_id").asText(plan),
                    plan,
                    decimal(required(item, "quantity")),
                    price(item.path("price"))));
        }
        return addOns;
    }

    private static List<Discount> discounts(JsonNode array) {
        List<Discount> discounts = new ArrayList<>();
        for (JsonNode discount : array) {
            discounts.add(new Discount(
                    discount.path("discount_id").asText(""),
                    discount.hasNonNull("percent_off") ? decimal(discount.get("percent_off")) : null,
                    discount.hasNonNull("amount_off") ? money(discount.get("amount_off")) : null,
                    Discount.Duration.of(required(discount, "duration").asText()),
                    discount.hasNonNull("until") ? instant(discount, "until") : null));
        }
        return discounts;
    }

    private static @Nullable Price price(JsonNode price) {
        if (!price.isObject()) {
            return null;
        }
        Money money = money(required(price, "amount"));
        return new Price(
                money.amount(),
                money.currency(),
                IntervalUnit.of(required(price, "interval").asText()),
                price.path("interval_count").asInt(1));
    }

    private static @Nullable BigDecimal minimum(JsonNode minimum, @Nullable Price price) {
        if (!minimum.isObject() || price == null) {
            return null;
        }
        Money money = money(minimum);
        if (!money.currency().equals(price.currency())) {
            throw new UnreadableFact("A guaranteed minimum is in the currency of the price.");
        }
        return money.amount();
    }

    private static Commitment commitment(JsonNode term) {
        return new Commitment(
                instant(term, "starts_at"),
                instant(term, "ends_at"),
                term.path("auto_renew").asBoolean(false));
    }

    private static Money money(JsonNode money) {
        String currency = required(money, "currency").asText();
        try {
            return new Money(decimal(required(money, "amount")), Currency.getInstance(currency));
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

    /** A date stands for its beginning. */
    private static Instant instant(JsonNode row, String field) {
        String text = required(row, field).asText();
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException unreadable) {
            throw new UnreadableFact("The feed's " + field + " is not an instant.");
        }
    }

    private static JsonNode required(JsonNode row, String field) {
        JsonNode value = row.get(field);
        if (value == null || value.isNull()) {
            throw new UnreadableFact("A row of the feed has no " + field + ".");
        }
        return value;
    }

    private static void put(ObjectNode money, BigDecimal amount, Currency currency) {
        money.put("amount", amount.toPlainString()).put("currency", currency.getCurrencyCode());
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A column of terms holds what is not JSON.", impossible);
        }
    }
}
