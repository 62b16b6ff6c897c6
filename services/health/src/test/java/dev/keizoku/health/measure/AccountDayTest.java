package dev.keizoku.health.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class AccountDayTest {

    private final AccountDays account = AccountDays.on(LocalDate.of(2026, 3, 1));

    @Test
    void beginsAsACustomerOrByItsFirstEvent() {
        AccountDays seen = account.usage("{\"first_seen_on\": \"2026-01-10\"}");

        assertThat(account.build().since()).isNull();
        assertThat(seen.build().since()).isEqualTo("2026-01-10");
        assertThat(seen.fact("{\"customer_since\": \"2026-01-09\"}").build().since())
                .isEqualTo("2026-01-09");
        assertThat(seen.fact("{\"customer_since\": \"2026-01-11\"}").build().since())
                .isEqualTo("2026-01-10");
    }

    @Test
    void countsDaysFromTheDateOfTheLoginAndOnlyWhileUsageFlows() {
        AccountDays day = account.usage("{\"last_login_on\": \"2026-02-15\"}");

        assertThat(day.build().daysSinceLogin()).isEqualTo(14);
        assertThat(day.withoutUsageFlow().build().daysSinceLogin()).isNull();
    }

    @Test
    void readsWhatTheStreamsLeaveOutAsUnknownOrEmpty() {
        AccountDay day = account.usage("{}").build();

        assertThat(day.fact().features()).isEmpty();
        assertThat(day.fact().limits()).isEmpty();
        assertThat(day.usage().level().ratio()).isNull();
        assertThat(day.usage().keyUsers()).isNull();
        assertThat(day.balance()).isNull();
    }
}
