package dev.keizoku.health.portfolio;

import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.kernel.Parameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Which accounts, by how they stood when they were last looked at: one of the values of each name that is given. */
public record AccountFilter(
        List<String> plans,
        List<String> owners,
        List<String> countries,
        List<String> riskLevels,
        @Nullable BigDecimal mrrMin,
        @Nullable BigDecimal mrrMax,
        Map<String, List<String>> attributes) {

    private static final List<String> LEVELS =
            Arrays.stream(RiskLevel.values()).map(RiskLevel::key).toList();
    private static final AccountFilter EVERYBODY =
            new AccountFilter(List.of(), List.of(), List.of(), List.of(), null, null, Map.of());

    public static AccountFilter read(Parameters parameters) {
        List<String> levels = sorted(parameters.strings("risk_level"));
        if (!LEVELS.containsAll(levels)) {
            parameters.error("risk_level", "invalid_value", "Accepted: " + String.join(", ", LEVELS) + ".");
        }
        return new AccountFilter(
                sorted(parameters.strings("plan")),
                sorted(parameters.strings("owner")),
                sorted(parameters.strings("country")),
                levels,
                amount(parameters, "mrr_min"),
                amount(parameters, "mrr_max"),
                new TreeMap<>(parameters.prefixed("attribute.")));
    }

    public boolean isEmpty() {
        return equals(EVERYBODY);
    }

    /** The condition on an account {@code h}, for those who do not join how it stands. */
    public String exists() {
        return isEmpty()
                ? "true"
                : "exists (select from account_standing a where a.tenant = h.tenant and a.account_id = h.account_id and "
                        + sql() + ")";
    }

    /** The condition on a row {@code a} of {@code account_standing}; what it names is bound by {@link #bind}. */
    public String sql() {
        StringBuilder sql = new StringBuilder("true");
        when(sql, !plans.isEmpty(), "jsonb_exists_any(a.plan_ids, :plans)");
        when(sql, !owners.isEmpty(), "a.owner = any(:owners)");
        when(sql, !countries.isEmpty(), "a.country = any(:countries)");
        when(sql, !riskLevels.isEmpty(), "a.risk_level = any(:riskLevels)");
        when(sql, mrrMin != null, "a.mrr >= :mrrMin");
        when(sql, mrrMax != null, "a.mrr <= :mrrMax");
        for (int i = 0; i < attributes.size(); i++) {
            when(sql, true, "a.attributes ->> :attribute" + i + " = any(:values" + i + ")");
        }
        return sql.toString();
    }

    public <T extends SqlStatement<T>> T bind(T statement) {
        array(statement, "plans", plans);
        array(statement, "owners", owners);
        array(statement, "countries", countries);
        array(statement, "riskLevels", riskLevels);
        if (mrrMin != null) {
            statement.bind("mrrMin", mrrMin);
        }
        if (mrrMax != null) {
            statement.bind("mrrMax", mrrMax);
        }
        int i = 0;
        for (Map.Entry<String, List<String>> attribute : attributes.entrySet()) {
            statement.bind("attribute" + i, attribute.getKey());
            statement.bindArray("values" + i, String.class, attribute.getValue());
            i++;
        }
        return statement;
    }

    private static void array(SqlStatement<?> statement, String name, List<String> values) {
        if (!values.isEmpty()) {
            statement.bindArray(name, String.class, values);
        }
    }

    private static void when(StringBuilder sql, boolean given, String condition) {
        if (given) {
            sql.append(" and ").append(condition);
        }
    }

    private static List<String> sorted(List<String> values) {
        return values.stream().distinct().sorted().toList();
    }

    private static @Nullable BigDecimal amount(Parameters parameters, String name) {
        List<String> given = new ArrayList<>(parameters.strings(name));
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1 || !given.getFirst().matches("\\d{1,15}(\\.\\d{1,6})?")) {
            parameters.error(name, "invalid_value", "An amount with up to 15 digits and 6 decimals, once.");
            return null;
        }
        return new BigDecimal(given.getFirst());
    }
}
