package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A customer of the tenant.
 *
 * @param externalIds the account's id in other systems, by system
 * @param attributes facts to group and filter by: text, exact numbers, true or false
 * @param parentId the account it belongs to, such as the group of a subsidiary
 * @param owner who looks after it
 * @param internal whether it is the tenant's own, a partner's or for tests, and so part of no figure
 */
public record Account(
        AccountId accountId,
        String name,
        Map<String, String> externalIds,
        Map<String, Object> attributes,
        @Nullable AccountId parentId,
        @Nullable String owner,
        boolean internal) {

    private static final int MAX_EXTERNAL_IDS = 20;
    private static final int MAX_ATTRIBUTES = 50;
    private static final int MAX_KEY = 100;
    private static final int MAX_ID = 255;
    private static final int MAX_TEXT = 500;
    private static final int MAX_INTEGER_DIGITS = 15;
    private static final int MAX_FRACTION_DIGITS = 12;

    public Account {
        externalIds = new TreeMap<>(externalIds);
        attributes = new TreeMap<>(attributes);
        attributes.replaceAll((key, value) -> canonical(value));
    }

    /** The account that is made for a subscription whose account nobody told of: its name is its id. */
    public static Account unnamed(AccountId id) {
        return new Account(id, id.value(), Map.of(), Map.of(), null, null, false);
    }

    Account ownedBy(@Nullable String other) {
        return new Account(accountId, name, externalIds, attributes, parentId, other, internal);
    }

    /** An account of maps that were looked at before; what is missing is empty. */
    @SuppressWarnings("unchecked")
    static Account checked(
            AccountId id,
            String name,
            @Nullable Map<String, ? extends @Nullable Object> externalIds,
            @Nullable Map<String, ? extends @Nullable Object> attributes,
            @Nullable AccountId parentId,
            @Nullable String owner,
            boolean internal) {
        return new Account(
                id,
                name,
                externalIds == null ? Map.of() : (Map<String, String>) externalIds,
                attributes == null ? Map.of() : (Map<String, Object>) attributes,
                parentId,
                owner,
                internal);
    }

    /**
     * What keeps maps as they were sent from being an account's; empty when nothing does.
     *
     * @param separator stands between the map's name and a key in what an error points to
     */
    static List<FieldError> misfits(
            @Nullable Map<String, ? extends @Nullable Object> externalIds,
            @Nullable Map<String, ? extends @Nullable Object> attributes,
            String prefix,
            String separator) {
        List<FieldError> errors = new ArrayList<>();
        if (externalIds != null) {
            String field = prefix + "external_ids";
            count(field, externalIds, MAX_EXTERNAL_IDS, errors);
            externalIds.forEach((key, value) -> {
                boolean fits = value instanceof String text && !text.isEmpty() && fits(text, MAX_ID);
                check(field + separator + key, key, fits, "Expected text of 1 to 255 characters.", errors);
            });
        }
        if (attributes != null) {
            String field = prefix + "attributes";
            count(field, attributes, MAX_ATTRIBUTES, errors);
            attributes.forEach((key, value) -> check(
                    field + separator + key,
                    key,
                    fitsAttribute(value),
                    "Expected text of at most 500 characters, a number, true or false.",
                    errors));
        }
        return errors;
    }

    private static void count(String field, Map<?, ?> map, int most, List<FieldError> errors) {
        if (map.size() > most) {
            errors.add(new FieldError(field, "invalid_value", "There may be at most " + most + "."));
        }
    }

    private static void check(String pointer, String key, boolean fits, String sentence, List<FieldError> errors) {
        if (key.isEmpty() || !fits(key, MAX_KEY)) {
            errors.add(new FieldError(pointer, "invalid_value", "A name has 1 to 100 characters."));
        } else if (!fits) {
            errors.add(new FieldError(pointer, "invalid_value", sentence));
        }
    }

    private static boolean fitsAttribute(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case String text -> fits(text, MAX_TEXT);
            case Boolean bool -> true;
            case BigDecimal number -> fits(number);
            case BigInteger number -> fits(new BigDecimal(number));
            case Integer number -> true;
            case Long number -> fits(BigDecimal.valueOf(number));
            default -> false;
        };
    }

    private static boolean fits(String text, int most) {
        return text.codePointCount(0, text.length()) <= most && text.indexOf(0) < 0;
    }

    private static boolean fits(BigDecimal number) {
        return (long) number.precision() - number.scale() <= MAX_INTEGER_DIGITS
                && number.scale() <= MAX_FRACTION_DIGITS;
    }

    private static Object canonical(Object value) {
        return value instanceof Number number ? canonical(new BigDecimal(number.toString())) : value;
    }

    private static BigDecimal canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
