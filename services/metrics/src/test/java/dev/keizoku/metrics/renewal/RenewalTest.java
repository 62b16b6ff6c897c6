package dev.keizoku.metrics.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.renewal.Renewal.Standing;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalTest {

    @ParameterizedTest
    @CsvSource({
        // outcome, when, as seen on, standing; due on 1 March with 30 days of grace
        "renewed, 2026-02-10, 2026-03-01, RENEWED",
        "renewed, 2026-03-20, 2026-04-10, RENEWED",
        "renewed, 2026-03-31, 2026-04-10, RENEWED",
        "renewed, 2026-04-01, 2026-04-10, LOST",
        "renewed_lower, 2026-03-01, 2026-04-10, RENEWED",
        "lapsed, 2026-03-01, 2026-03-02, LOST",
        "withdrawn, 2026-03-05, 2026-03-06, LOST",
        "renewed, 2026-03-20, 2026-03-10, PENDING",
        ",, 2026-02-01, PENDING",
        ",, 2026-03-31, PENDING",
        ",, 2026-04-01, LOST"
    })
    void aContractIsPendingUntilItsGraceIsOver(
            String outcome, LocalDate outcomeOn, LocalDate today, Standing standing) {
        Renewal renewal = new Renewal("r", "s", "a", LocalDate.parse("2026-03-01"), 12, outcome, outcomeOn);
        assertThat(renewal.standing(today, 30)).isEqualTo(standing);
    }

    @Test
    void aContractThatGrewHidesNobodysLoss() {
        Renewals renewals = Renewals.NONE
                .plusRenewed(BigDecimal.valueOf(100), BigDecimal.valueOf(150))
                .plusRenewed(BigDecimal.valueOf(100), BigDecimal.valueOf(80))
                .plusLost(BigDecimal.valueOf(50))
                .plusPending();
        assertThat(renewals.decided()).isEqualTo(3);
        assertThat(renewals.grossValue()).isEqualByComparingTo("180");
        assertThat(renewals.netValue()).isEqualByComparingTo("230");
        assertThat(renewals.dueValue()).isEqualByComparingTo("250");
    }

    @ParameterizedTest
    @CsvSource({"2026-02-10, 2026-03-01", "2026-03-01, 2026-03-01", "2026-03-20, 2026-03-20", ", 2026-03-01"})
    void whatANewTermIsWorthShowsWhenItHasBegunAndIsSigned(LocalDate outcomeOn, LocalDate shows) {
        Renewal renewal = new Renewal("r", "s", "a", LocalDate.parse("2026-03-01"), 12, "renewed", outcomeOn);
        assertThat(renewal.worthOn()).isEqualTo(shows);
    }

    @Test
    void pendingContractsAreCountedAndDecideNothing() {
        Renewals renewals = Renewals.NONE.plusPending().plusPending();
        assertThat(renewals.pending()).isEqualTo(2);
        assertThat(renewals.decided()).isZero();
        assertThat(renewals.dueValue()).isZero();
    }
}
