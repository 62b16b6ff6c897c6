package dev.keizoku.gateway.event;

import java.util.List;

/** The types of event a receiver can ask for. */
public final class EventTypes {

    /** That an endpoint was given up. */
    public static final String ENDPOINT_DISABLED = "webhook.endpoint_disabled";

    /** In the order they are shown. */
    public static final List<String> ALL = List.of(
            "health.score_changed",
            "health.score_dropped",
            "health.band_changed",
            "risk.level_changed",
            "risk.signal_opened",
            "risk.signal_updated",
            "risk.signal_resolved",
            "play.triggered",
            "play.overdue",
            "play.completed",
            "lifecycle.stage_changed",
            "expansion.opened",
            "expansion.blocked",
            "renewal.notice_due",
            "usage_report.ready",
            "metrics.restated",
            "import.finished",
            ENDPOINT_DISABLED);

    /** Of these a live page can be told: those of accounts. */
    public static final List<String> LIVE = ALL.stream()
            .filter(type -> type.matches("(health|risk|play|lifecycle|expansion|renewal|usage_report)\\..*"))
            .toList();

    private EventTypes() {}
}
