package dev.keizoku.metrics;

import dev.keizoku.kernel.ProblemType;

/** The errors of this service, beside those every service can answer. */
public enum MetricsProblem implements ProblemType {
    LEDGER_REBUILDING("ledger_rebuilding", 503, "The ledger is being rebuilt", "台帳を作り直しています"),
    LEDGER_TOO_LARGE(
            "ledger_too_large", 503, "The ledger is too large for the memory of the service", "台帳がサービスのメモリーに収まりません"),
    RATE_MISSING(
            "rate_missing",
            422,
            "Amounts of several currencies cannot be added without exchange rates",
            "為替レートがないため、複数の通貨の金額を合計できません"),
    TOO_MANY_POINTS(
            "too_many_points",
            422,
            "The answer would have more points than one request may ask for",
            "一度に求められる点の数を超えています");

    private final String slug;
    private final int status;
    private final String title;
    private final String japaneseTitle;

    MetricsProblem(String slug, int status, String title, String japaneseTitle) {
        this.slug = slug;
        this.status = status;
        this.title = title;
        this.japaneseTitle = japaneseTitle;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String japaneseTitle() {
        return japaneseTitle;
    }

    @Override
    public int status() {
        return status;
    }
}
