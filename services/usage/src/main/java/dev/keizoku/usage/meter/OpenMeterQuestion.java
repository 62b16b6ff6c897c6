package dev.keizoku.usage.meter;

import dev.keizoku.kernel.Parameters;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a question that is put in OpenMeter's words. */
final class OpenMeterQuestion {

    static final String ACCOUNT = "account";

    private static final String SUBJECT = "subject";
    private static final String FILTER = "filterGroupBy[";
    private static final Pattern COMMA = Pattern.compile(",");
    private static final List<String> WINDOWS = List.of("MINUTE", "HOUR", "DAY", "WEEK", "MONTH");

    private OpenMeterQuestion() {}

    /** From the first instant until before the second. */
    record Span(Instant from, Instant to) {}

    /**
     * Reads it. Asking for subjects tells them apart, as it does there.
     *
     * @param usual the time that is meant when none is named
     */
    static MeterQuery read(Parameters parameters, Meter meter, int tenant, ZoneId zone, Function<ZoneId, Span> usual) {
        Span span = usual.apply(zone);
        Instant askedFrom = parameters.instant("from");
        Instant askedTo = parameters.instant("to");
        Instant to = askedTo == null ? span.to() : askedTo;
        Instant from = askedFrom == null ? span.from() : askedFrom;
        if (!from.isBefore(to)) {
            parameters.error("to", "invalid_value", "The time ends before `to`, which comes after `from`.");
        }
        String window = parameters.oneOf("windowSize", WINDOWS, "");
        checkZone(parameters, zone);
        List<String> subjects = parameters.strings(SUBJECT);
        List<Key> groups = groups(parameters, meter, !subjects.isEmpty());
        Map<String, List<String>> filters = new LinkedHashMap<>();
        parameters.prefixed(FILTER).forEach((name, values) -> filters.put(filterKey(name), values));
        parameters.verify();
        return new MeterQuery(tenant, zone, meter, from, to, window(window), groups, subjects, List.of(), filters);
    }

    private static @Nullable Window window(String name) {
        return name.isEmpty() ? null : Window.valueOf(name);
    }

    private static void checkZone(Parameters parameters, ZoneId zone) {
        String asked = parameters.string("windowTimeZone");
        if (asked != null && !asked.equals(zone.getId())) {
            parameters.error(
                    "windowTimeZone", "invalid_value", "Windows are those of the tenant: " + zone.getId() + ".");
        }
    }

    private static List<Key> groups(Parameters parameters, Meter meter, boolean bySubject) {
        List<Key> keys = new ArrayList<>();
        if (bySubject) {
            keys.add(Key.of(ACCOUNT));
        }
        for (String name : groupBy(parameters)) {
            Key key = Key.of(name.equals(SUBJECT) ? ACCOUNT : name);
            if (key instanceof Key.Property && !meter.groups().contains(name)) {
                parameters.error("groupBy", "invalid_value", "This meter is not grouped by " + name + ".");
            }
            if (!keys.contains(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** The SDK repeats it; the curl examples use commas. */
    private static List<String> groupBy(Parameters parameters) {
        return parameters.strings("groupBy").stream()
                .flatMap(value -> Arrays.stream(COMMA.split(value, -1)))
                .toList();
    }

    private static String filterKey(String name) {
        return name.endsWith("]") ? name.substring(0, name.length() - 1) : name;
    }
}
