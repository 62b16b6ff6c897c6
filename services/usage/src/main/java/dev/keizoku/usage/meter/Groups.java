package dev.keizoku.usage.meter;

import dev.keizoku.kernel.Parameters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a question wants told apart: several by comma or by repeating the parameter. */
final class Groups {

    private static final Pattern COMMA = Pattern.compile(",");

    private Groups() {}

    /** In the order asked for; notes what the meter does not tell apart. */
    static List<Key> of(Parameters parameters, String name, Meter meter) {
        Set<String> names = new LinkedHashSet<>();
        parameters.strings(name).forEach(value -> names.addAll(List.of(COMMA.split(value, -1))));
        List<Key> keys = names.stream().map(Key::of).toList();
        boolean known = keys.stream()
                .allMatch(key -> key instanceof Key.Column || meter.groups().contains(key.name()));
        if (!known) {
            parameters.error(
                    name,
                    "invalid_value",
                    "Accepted: account, user, feature, name, and what the meter names in its group_by.");
        }
        return keys;
    }
}
