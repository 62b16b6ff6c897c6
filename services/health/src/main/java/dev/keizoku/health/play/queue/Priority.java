package dev.keizoku.health.play.queue;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How much a play is worth doing first: {@code risk x mrr x proximity}.
 *
 * @param risk of the account, {@value #CALM_RISK} at least, so that plays of calm accounts have an order too
 * @param mrr what it pays a month
 * @param proximity of the day it can leave: {@code 90 / (90 + days)}
 * @param decidesOn the last day on which it can say no to the next term, or the day of its renewal; null without one: then
 *     it is taken to be {@value #WITHOUT_TERM_DAYS} days away
 */
record Priority(
        BigDecimal value,
        BigDecimal risk,
        BigDecimal mrr,
        BigDecimal proximity,
        @Nullable LocalDate decidesOn) {

    static final String CALM_RISK = "0.05";
    static final int WITHOUT_TERM_DAYS = 30;

    private static final String DECIDES_ON =
            "case when a.notice_deadline >= :today then a.notice_deadline else a.renews_on end";

    /** The parts of a play {@code p} by the standing {@code a} of its account, as columns. */
    static final String COLUMNS = """
            %1$s as decides_on,
            greatest(coalesce(a.risk_value, 0), %2$s) as risk_part,
            greatest(coalesce(a.mrr, 0), 0) as mrr_part,
            round(90.0 / (90 + greatest(coalesce(%1$s - cast(:today as date), %3$d), 0)), 4) as proximity_part
            """.formatted(DECIDES_ON, CALM_RISK, WITHOUT_TERM_DAYS);
}
