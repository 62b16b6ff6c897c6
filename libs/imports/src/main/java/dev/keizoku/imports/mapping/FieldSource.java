package dev.keizoku.imports.mapping;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the raw value of a field comes from. */
sealed interface FieldSource {

    /** The raw value; null when the record has none. */
    @Nullable Object of(Map<String, Object> record);

    /** The columns it reads. */
    Set<String> columns();

    record Column(String name) implements FieldSource {
        @Override
        public @Nullable Object of(Map<String, Object> record) {
            return record.get(name);
        }

        @Override
        public Set<String> columns() {
            return Set.of(name);
        }
    }

    record Constant(Object value) implements FieldSource {
        @Override
        public Object of(Map<String, Object> record) {
            return value;
        }

        @Override
        public Set<String> columns() {
            return Set.of();
        }
    }

    record Concat(List<FieldSource> parts) implements FieldSource {
        @Override
        public Object of(Map<String, Object> record) {
            StringBuilder joined = new StringBuilder();
            for (FieldSource part : parts) {
                Object value = part.of(record);
                joined.append(value instanceof BigDecimal number ? number.toPlainString() : value == null ? "" : value);
            }
            return joined.toString();
        }

        @Override
        public Set<String> columns() {
            Set<String> all = new LinkedHashSet<>();
            parts.forEach(part -> all.addAll(part.columns()));
            return all;
        }
    }
}
