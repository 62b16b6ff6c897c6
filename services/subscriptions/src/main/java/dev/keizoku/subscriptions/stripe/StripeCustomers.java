package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.subscriptions.account.AccountNews;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Customers as accounts. */
final class StripeCustomers {

    private static final int MAX_NAME = 500;
    private static final Comparator<StripeThing> ORDER = Comparator.comparing(StripeThing::at)
            .thenComparing(StripeThing::rank)
            .thenComparing(StripeThing::source);

    private StripeCustomers() {}

    static StripeThing later(StripeThing left, StripeThing right) {
        return ORDER.compare(left, right) > 0 ? left : right;
    }

    /** A customer without anything of the people it is; only whether it changed can be seen. */
    static StripeThing bare(StripeThing customer) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.put("digest", digest(customer.content().json().toString()));
        return new StripeThing(
                customer.kind(),
                customer.id(),
                null,
                null,
                new StripeNode(kept),
                customer.deleted(),
                customer.at(),
                customer.rank(),
                customer.source());
    }

    static AccountNews news(StripeThing customer) {
        StripeNode node = customer.content();
        String country = node.at("address").text("country");
        return new AccountNews(
                new AccountId(customer.id()),
                name(node),
                Map.of("stripe", customer.id()),
                country == null ? Map.of() : Map.of("country", country));
    }

    private static @Nullable String name(StripeNode node) {
        return Stream.of("business_name", "name", "description")
                .map(node::text)
                .filter(text -> text != null && !text.isBlank())
                .map(text -> text.codePointCount(0, text.length()) > MAX_NAME
                        ? text.substring(0, text.offsetByCodePoints(0, MAX_NAME))
                        : text)
                .findFirst()
                .orElse(null);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
