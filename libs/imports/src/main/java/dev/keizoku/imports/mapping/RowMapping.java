package dev.keizoku.imports.mapping;

import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.decode.Entry;
import dev.keizoku.kernel.FieldError;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes rows from records, by the caller's mapping, or by name where there is none. */
public final class RowMapping {

    private final List<FieldRule> rules;
    private final ZoneId zone;

    RowMapping(List<FieldRule> rules, ZoneId zone) {
        this.rules = List.copyOf(rules);
        this.zone = zone;
    }

    /** What became of a record. */
    public sealed interface Mapped {
        record Row(ImportRow row) implements Mapped {}

        record Refused(long line, List<FieldError> errors) implements Mapped {}
    }

    /** The columns the rows cannot do without. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        rules.forEach(rule -> columns.addAll(rule.source().columns()));
        return columns;
    }

    /** Makes the row of a record. */
    public Mapped apply(Entry entry) {
        return switch (entry) {
            case Entry.Unreadable(long line, FieldError error) -> new Mapped.Refused(line, List.of(error));
            case Entry.Read(long line, Map<String, Object> values) ->
                rules.isEmpty() ? byName(line, values) : byRules(line, values);
        };
    }

    /** Without a mapping every column is a field, and an empty one is none. */
    private static Mapped byName(long line, Map<String, Object> values) {
        Map<String, Object> fields = new LinkedHashMap<>(values);
        fields.values().removeIf(""::equals);
        return new Mapped.Row(new ImportRow(line, fields));
    }

    private Mapped byRules(long line, Map<String, Object> values) {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(rules.size());
        List<FieldError> errors = new ArrayList<>();
        for (FieldRule rule : rules) {
            try {
                Object value = rule.of(values, zone);
                if (value != null) {
                    fields.put(rule.target(), value);
                }
            } catch (FieldRule.Refused refused) {
                errors.add(refused.error());
            }
        }
        return errors.isEmpty() ? new Mapped.Row(new ImportRow(line, fields)) : new Mapped.Refused(line, errors);
    }
}
