package dev.keizoku.subscriptions.plan;

import dev.keizoku.imports.RowFields;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a file says a plan offers: {@code features}, {@code legacy}, {@code add_on}, {@code upgrade_discount},
 * {@code axes.users}, {@code axes.volume} and {@code axes.grade}, and {@code limits.NAME}. A volume or limit is a number
 * and, after a blank, its unit; a limit can be {@code unlimited}.
 */
final class OfferingFields {

    private static final String UNLIMITED = "unlimited";
    private static final int MAX_INTEGER_DIGITS = 15;
    private static final int MAX_FRACTION_DIGITS = 12;

    private OfferingFields() {}

    /** What is offered; with the errors noted, as much of it as can be read. */
    static Offering offering(RowFields fields) {
        Boolean legacy = fields.bool("legacy");
        Boolean addOn = fields.bool("add_on");
        Integer users = fields.integer("axes.users");
        if (users != null && users < 1) {
            fields.error("axes.users", "invalid_value", "A plan is for one user at least.");
        }
        Offering.Volume volume = fields.as("axes.volume", OfferingFields::volume);
        String grade = fields.as("axes.grade", PlanImport::shortText);
        BigDecimal upgrade = fields.decimal("upgrade_discount");
        if (upgrade != null && (upgrade.signum() <= 0 || upgrade.compareTo(BigDecimal.ONE) > 0)) {
            fields.error("upgrade_discount", "invalid_value", "A discount is more than 0 and at most 1.");
        }
        Map<String, Limit> limits = new TreeMap<>();
        for (String name : List.copyOf(fields.prefixed("limits.").keySet())) {
            Limit limit = fields.as("limits." + name, OfferingFields::limit);
            if (limit != null) {
                limits.put(name, limit);
            }
        }
        return new Offering(
                new Offering.Axes(users, volume, grade),
                limits,
                names(fields.text("features")),
                legacy != null && legacy,
                addOn != null && addOn,
                null,
                upgrade);
    }

    /** Names in one field, separated by semicolons or bars. */
    static List<String> names(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[;|]", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private static Limit limit(String text) {
        if (text.strip().equals(UNLIMITED)) {
            return new Limit(null, null, false);
        }
        String[] parts = parts(text);
        return new Limit(number(parts[0]), parts.length == 1 ? null : parts[1], false);
    }

    private static Offering.Volume volume(String text) {
        String[] parts = parts(text);
        if (parts.length == 1) {
            throw new IllegalArgumentException("Expected a number and its unit, such as 100 GB.");
        }
        return new Offering.Volume(number(parts[0]), parts[1]);
    }

    private static String[] parts(String text) {
        return text.strip().split("\\s+", 2);
    }

    private static BigDecimal number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            boolean fits = (long) number.precision() - number.scale() <= MAX_INTEGER_DIGITS
                    && number.scale() <= MAX_FRACTION_DIGITS;
            if (fits && number.signum() >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the one answer every bad number gets.
        }
        throw new IllegalArgumentException("Expected a number that is not negative, and its unit, such as 100 GB.");
    }
}
