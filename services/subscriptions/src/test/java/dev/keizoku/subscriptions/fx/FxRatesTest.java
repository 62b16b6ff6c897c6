package dev.keizoku.subscriptions.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FxRatesTest {

    private static final FxRates RATES = FxRates.of(List.of(
            rate("2026-04-10", "EUR", "USD", "1.1711"),
            rate("2026-04-13", "EUR", "USD", "1.1684"),
            rate("2026-04-10", "EUR", "JPY", "186.43"),
            rate("2026-04-20", "EUR", "GBP", "0.87")));

    private static DailyRate rate(String date, String base, String currency, String rate) {
        return new DailyRate(
                LocalDate.parse(date),
                Currency.getInstance(base),
                Currency.getInstance(currency),
                new BigDecimal(rate));
    }

    private static FxRates.@Nullable Found find(FxRates rates, String day, String from, String to) {
        return rates.find(LocalDate.parse(day), Currency.getInstance(from), Currency.getInstance(to));
    }

    private static FxRates.Found found(String rate, String date, boolean carried) {
        return new FxRates.Found(new BigDecimal(rate), LocalDate.parse(date), carried);
    }

    @Test
    void aQuotedRateIsExact() {
        assertThat(find(RATES, "2026-04-13", "EUR", "USD")).isEqualTo(found("1.1684", "2026-04-13", false));
    }

    @Test
    void aMissingDayTakesTheLastEarlierRateAndSaysSo() {
        assertThat(find(RATES, "2026-04-12", "EUR", "USD")).isEqualTo(found("1.1711", "2026-04-10", true));
        assertThat(find(RATES, "2030-01-01", "EUR", "USD")).isEqualTo(found("1.1684", "2026-04-13", true));
    }

    @Test
    void nothingEarlierIsNoRateAndNeverOne() {
        assertThat(find(RATES, "2026-04-09", "EUR", "USD")).isNull();
        assertThat(find(RATES, "2026-04-13", "EUR", "GBP")).isNull();
        assertThat(find(RATES, "2026-04-13", "GBP", "USD")).isNull();
        assertThat(find(RATES, "2026-04-13", "EUR", "KWD")).isNull();
        assertThat(find(FxRates.of(List.of()), "2026-04-13", "EUR", "USD")).isNull();
    }

    @Test
    void aCurrencyIsWorthItself() {
        assertThat(find(RATES, "1999-01-01", "KWD", "KWD")).isEqualTo(found("1", "1999-01-01", false));
    }

    @Test
    void crossRatesGoThroughTheBaseAndAreAsOldAsTheOlderLeg() {
        FxRates.Found cross = find(RATES, "2026-04-13", "JPY", "USD");
        assertThat(cross).isNotNull();
        assertThat(cross.rate())
                .isEqualByComparingTo(
                        new BigDecimal("1.1684").divide(new BigDecimal("186.43"), java.math.MathContext.DECIMAL128));
        assertThat(cross.date()).isEqualTo("2026-04-10");
        assertThat(cross.carried()).isTrue();
        FxRates.Found back = find(RATES, "2026-04-10", "USD", "EUR");
        assertThat(back).isNotNull();
        assertThat(back.carried()).isFalse();
        assertThat(back.rate()).isLessThan(BigDecimal.ONE);
    }

    @Test
    void ofTwoBasesTheOneWithTheFresherRateIsTaken() {
        FxRates two = FxRates.of(List.of(
                rate("2026-01-01", "EUR", "USD", "1.1"),
                rate("2026-01-01", "EUR", "JPY", "150"),
                rate("2026-01-02", "USD", "JPY", "140"),
                rate("2026-01-02", "USD", "EUR", "0.9")));
        assertThat(find(two, "2026-01-01", "USD", "JPY"))
                .isNotNull()
                .satisfies(cross -> assertThat(cross.date()).isEqualTo("2026-01-01"));
        assertThat(find(two, "2026-01-02", "USD", "JPY")).isEqualTo(found("140", "2026-01-02", false));
    }

    @Test
    void aRateIsMoreThanZeroAndOfTwoCurrencies() {
        assertThatThrownBy(() -> rate("2026-01-01", "EUR", "USD", "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rate("2026-01-01", "EUR", "EUR", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DailyRate.parse("1e400")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DailyRate.parse("0.0000000000001")).isInstanceOf(IllegalArgumentException.class);
        assertThat(DailyRate.parse("1.5000")).isEqualTo(new BigDecimal("1.5"));
    }
}
