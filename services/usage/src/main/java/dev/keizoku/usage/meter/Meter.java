package dev.keizoku.usage.meter;

import dev.keizoku.kernel.FieldError;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How events become a quantity.
 *
 * @param eventNames the events it looks at
 * @param valueProperty where the quantity of an event is; null for its {@code value}
 * @param filters only events whose property, or feature, is one of the values, for every name
 * @param groupBy the properties a query may tell apart, besides account, user, feature and name
 * @param period over how long it is held against a limit; a month unless stated
 * @param limit the limit of plans it is held against; its own id unless stated
 */
record Meter(
        @Nullable @Size(max = 500) String description,

        @NotNull @Size(min = 1, max = 20) List<@NotNull @Size(min = 1, max = 255) String> eventNames,

        @NotNull Aggregation aggregation,
        @Nullable @Size(min = 1, max = 255) String valueProperty,

        @Nullable @Size(max = 10) Map<String, @NotNull @Size(min = 1, max = 100) List<@NotNull @Size(max = 255) String>> filters,

        @Nullable @Size(max = 10) List<@NotNull @Size(min = 1, max = 255) String> groupBy,

        @Nullable Window period,
        @Nullable @Size(min = 1, max = 255) String limit) {

    /** What no single field is to blame for. */
    List<FieldError> misfits() {
        List<FieldError> errors = new ArrayList<>();
        if (valueProperty != null && !aggregation.ofValues()) {
            errors.add(new FieldError(
                    "/value_property", "not_applicable", "This aggregation looks at no value of an event."));
        }
        if (new HashSet<>(eventNames).size() < eventNames.size()) {
            errors.add(new FieldError("/event_names", "repeated", "Each name may be given once."));
        }
        for (String key : groups()) {
            if (Key.of(key) instanceof Key.Column) {
                errors.add(
                        new FieldError("/group_by", "invalid_value", "Every meter can be told apart by " + key + "."));
            }
        }
        for (String key : filters().keySet()) {
            if (key.isEmpty() || key.length() > 255) {
                errors.add(new FieldError("/filters", "invalid_value", "A property's name has 1 to 255 characters."));
            }
        }
        return errors;
    }

    @Override
    public Map<String, List<String>> filters() {
        return filters == null ? Map.of() : filters;
    }

    /** The property that holds the quantity; null when it is what every event may have, its {@code value}. */
    @Nullable String ownValue() {
        return "value".equals(valueProperty) || "quantity".equals(valueProperty) ? null : valueProperty;
    }

    /** Whether what was counted by day tells its value over whole days; otherwise the events have to be read. */
    boolean ofCounters() {
        boolean counted = switch (aggregation) {
            case COUNT, UNIQUE_USERS -> true;
            case SUM -> ownValue() == null;
            case MIN, MAX, LAST -> false;
        };
        return counted && filters().keySet().stream().map(Key::of).allMatch(Key.Column.class::isInstance);
    }

    List<String> groups() {
        return groupBy == null ? List.of() : groupBy;
    }

    Window usualPeriod() {
        return Objects.requireNonNullElse(period, Window.MONTH);
    }

    String limitOr(String meterId) {
        return Objects.requireNonNullElse(limit, meterId);
    }
}
