package dev.keizoku.gateway.export;

import dev.keizoku.gateway.segment.Filters;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.Contract;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be exported: who has it, what a key needs to have it, and the columns it has as a table. */
enum Exported {
    HEALTH_SCORES(
            Upstream.HEALTH,
            "/v1/export-rows/health-scores",
            "account_id",
            "name",
            "external_ids",
            "score",
            "band",
            "computed_score",
            "override.kind",
            "override.rule",
            "override.threshold",
            "override.max_score",
            "manual_override.id",
            "manual_override.kind",
            "manual_override.value",
            "manual_override.band",
            "manual_override.reason_code",
            "confidence",
            "coverage",
            "trend.label",
            "trend.delta_30d",
            "trend.compared_with",
            "risk.level",
            "risk.value",
            "stage",
            "stage_since",
            "signals",
            "expansion_state",
            "top_reasons",
            "scorecard_version",
            "card",
            "as_of",
            "scored_at",
            "change_seq",
            "updated_at",
            "deleted"),
    RISK_SIGNALS(
            Upstream.HEALTH,
            "/v1/export-rows/risk-signals",
            "id",
            "account_id",
            "type",
            "family",
            "state",
            "severity",
            "title",
            "text",
            "opened_on",
            "updated_on",
            "reopened_on",
            "resolved_on",
            "resolution",
            "acknowledgement.at",
            "acknowledgement.by",
            "acknowledgement.note",
            "evidence"),
    ACCOUNTS(
            Upstream.SUBSCRIPTIONS,
            "/v1/export-rows/accounts",
            "account_id",
            "name",
            "external_ids",
            "attributes",
            "parent_id",
            "owner",
            "internal",
            "created_at",
            "updated_at"),
    MOVEMENTS(Upstream.METRICS, "/v1/metrics/movements"),
    METRICS(Upstream.METRICS, "/v1/metrics/{metric}"),
    PLAYS(
            Upstream.HEALTH,
            "/v1/export-rows/plays",
            "id",
            "account_id",
            "account_name",
            "playbook",
            "name",
            "playbooks_version",
            "variant",
            "tier",
            "state",
            "source",
            "signal_id",
            "signal_type",
            "owner",
            "opened_on",
            "opened_at",
            "first_action_due_on",
            "due_on",
            "expires_on",
            "overdue",
            "first_action_at",
            "at_opening.band",
            "at_opening.risk_level",
            "at_opening.risk_value",
            "at_opening.mrr.amount",
            "at_opening.mrr.currency",
            "end.at",
            "end.by",
            "end.outcome",
            "end.reason",
            "end.note"),
    OPPORTUNITIES(
            Upstream.HEALTH,
            "/v1/export-rows/expansion-opportunities",
            "account_id",
            "name",
            "as_of",
            "settings_version",
            "state",
            "score",
            "band",
            "nps",
            "conditions",
            "kinds");

    private final Upstream upstream;
    private final String path;
    private final List<String> columns;
    private final Filters filters;

    Exported(Upstream upstream, String path, String... columns) {
        this.upstream = upstream;
        this.path = path;
        this.columns = List.of(columns);
        this.filters = Filters.of(Contract.load(upstream.contract()), path);
    }

    static Optional<Exported> of(String key) {
        return Arrays.stream(values())
                .filter(exported -> exported.key().equals(key))
                .findFirst();
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Upstream upstream() {
        return upstream;
    }

    String path() {
        return path;
    }

    /** The scope that lets somebody read it otherwise. */
    String scope() {
        return upstream.contract() + ":read";
    }

    /** Whether it is one answer of figures, and not a stream of rows. */
    boolean isReport() {
        return columns.isEmpty();
    }

    List<String> columns() {
        return columns;
    }

    Filters filters() {
        return filters;
    }
}
