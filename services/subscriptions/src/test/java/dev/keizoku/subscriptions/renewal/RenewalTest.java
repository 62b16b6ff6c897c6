package dev.keizoku.subscriptions.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.SubscriptionId;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RenewalTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static Timing timing(RenewalOutcome outcome, String at) {
        return new Renewal(
                        new SubscriptionId("s"),
                        "r",
                        Instant.parse("2026-02-28T15:00:00Z"),
                        12,
                        true,
                        null,
                        null,
                        null,
                        null,
                        outcome,
                        at == null ? null : Instant.parse(at))
                .timing(TOKYO);
    }

    @Test
    void daysSayWhenARenewalCame() {
        assertThat(timing(RenewalOutcome.RENEWED, "2026-02-28T14:59:59Z")).isEqualTo(Timing.EARLY);
        assertThat(timing(RenewalOutcome.RENEWED, "2026-03-01T14:59:59Z")).isEqualTo(Timing.ON_TIME);
        assertThat(timing(RenewalOutcome.RENEWED_LOWER, "2026-03-01T15:00:00Z")).isEqualTo(Timing.LATE_IN_GRACE);
        assertThat(timing(RenewalOutcome.RENEWED, "2026-03-31T14:59:59Z")).isEqualTo(Timing.LATE_IN_GRACE);
        assertThat(timing(RenewalOutcome.RENEWED, "2026-03-31T15:00:00Z")).isEqualTo(Timing.LATE);
    }

    @Test
    void whatWasNotRenewedCameNever() {
        assertThat(timing(null, null)).isNull();
        assertThat(timing(RenewalOutcome.LAPSED, "2026-03-01T00:00:00Z")).isNull();
        assertThat(timing(RenewalOutcome.WITHDRAWN, "2026-03-05T00:00:00Z")).isNull();
    }
}
