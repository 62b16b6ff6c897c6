package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a score a CRM is given, with what its fields are called and hold unless a tenant says otherwise. */
public enum Exported {
    HEALTH_SCORE("Health Score", "ヘルススコア", "cs_health_score", Kind.NUMBER, "points of 0 to 100", List.of()),
    BAND("Health Band", "ヘルス区分", "cs_health_band", Kind.CHOICE, null, List.of("green", "yellow", "red", "unknown")),
    TREND("Health Trend", "ヘルス推移", "cs_health_trend", Kind.NUMBER, "points in 30 days", List.of()),
    RISK_LEVEL("Churn Risk", "解約リスク", "cs_churn_risk", Kind.CHOICE, null, List.of("low", "medium", "high")),
    STAGE("Lifecycle Stage", "ライフサイクル", "cs_stage", Kind.TEXT, null, List.of()),
    TOP_REASONS("Health Reasons", "スコアの理由", "cs_health_reasons", Kind.TEXT, null, List.of()),
    SCORED_AT("Health Scored At", "スコア算出日時", "cs_health_scored_at", Kind.TIME, null, List.of()),
    EXPANSION_STATE("Expansion", "拡張提案", "cs_expansion", Kind.CHOICE, null, List.of("eligible", "blocked")),
    CONFIDENCE(
            "Health Confidence",
            "スコアの確かさ",
            "cs_health_confidence",
            Kind.CHOICE,
            null,
            List.of("normal", "low", "none"));

    /** The field by which the CRM knows the account. */
    static final String KEY_FIELD = "cs_account_id";

    private final String english;
    private final String japanese;
    private final String hubspotName;
    private final Kind kind;
    private final @Nullable String unit;
    private final List<String> options;

    Exported(
            String english,
            String japanese,
            String hubspotName,
            Kind kind,
            @Nullable String unit,
            List<String> options) {
        this.english = english;
        this.japanese = japanese;
        this.hubspotName = hubspotName;
        this.kind = kind;
        this.unit = unit;
        this.options = options;
    }

    /** What a field holds. */
    enum Kind {
        NUMBER,
        CHOICE,
        TEXT,
        TIME;

        @JsonValue
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Exported> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
    }

    String label(String language) {
        return language.equals("ja") ? japanese : english;
    }

    Kind kind() {
        return kind;
    }

    @Nullable String unit() {
        return unit;
    }

    List<String> options() {
        return options;
    }

    String nameIn(Crm crm) {
        return nameIn(crm, hubspotName);
    }

    /** {@code cs_health_score} is {@code CS_Health_Score__c} in Salesforce. */
    static String nameIn(Crm crm, String hubspotName) {
        return switch (crm) {
            case HUBSPOT -> hubspotName;
            case SALESFORCE ->
                Arrays.stream(hubspotName.split("_", -1))
                                .map(word -> word.equals("cs")
                                        ? "CS"
                                        : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                                .collect(Collectors.joining("_"))
                        + "__c";
        };
    }
}
