package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How widely an account uses the product.
 *
 * @param stickiness users of an average day of the last 28 over users of all of them; null without users
 * @param features28 different features used
 * @param uses28 how often each feature was used, and each event of another name that is not a login
 * @param departments28 departments of its users, as they were known to be; null when none was
 * @param seatsAdded90 added up from {@code seat.added}: its value, or one where it has none
 * @param seatsAddedBefore in the 90 days before those
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Breadth(
        @Nullable Double stickiness,
        @JsonProperty("features_28") int features28,
        @JsonProperty("uses_28") SortedMap<String, Long> uses28,
        @JsonProperty("departments_28") @Nullable Integer departments28,
        @JsonProperty("seats_added_90") BigDecimal seatsAdded90,
        BigDecimal seatsAddedBefore) {

    static Breadth of(
            People people,
            int features28,
            SortedMap<String, Long> uses28,
            BigDecimal seatsAdded90,
            BigDecimal seatsAddedBefore) {
        Double stickiness = people.activeUsers28() == 0
                ? null
                : Statistics.rounded((double) people.userDays28() / Windows.RECENT / people.activeUsers28());
        Integer departments = people.departments28() == 0 ? null : people.departments28();
        return new Breadth(stickiness, features28, uses28, departments, plain(seatsAdded90), plain(seatsAddedBefore));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
