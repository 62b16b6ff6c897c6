package dev.keizoku.health.signal.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers a finding, or anything else that is judged, rests on, as they are stored and shown. What is not known is left out. */
public final class Evidence {

    private final Map<String, Object> values = new LinkedHashMap<>();

    public Evidence with(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, plain(value));
        }
        return this;
    }

    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Double number -> plain(BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_UP));
            case BigDecimal number ->
                number.signum() == 0
                        ? BigDecimal.ZERO
                        : new BigDecimal(number.stripTrailingZeros().toPlainString());
            case LocalDate day -> day.toString();
            case Enum<?> choice -> choice.name();
            case Collection<?> list -> plain(List.copyOf(list));
            default -> value;
        };
    }

    private static List<Object> plain(List<?> list) {
        List<Object> plain = new ArrayList<>(list.size());
        list.forEach(item -> plain.add(plain((Object) item)));
        return plain;
    }
}
