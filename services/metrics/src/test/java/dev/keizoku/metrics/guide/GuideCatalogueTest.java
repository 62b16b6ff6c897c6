package dev.keizoku.metrics.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class GuideCatalogueTest {

    private static GuideCatalogue of(String model, String term) {
        return new GuideCatalogue(model, term, UsualGuides.all(), true);
    }

    private static BigDecimal figure(String number) {
        return new BigDecimal(number);
    }

    @Test
    void aYearsRetentionIsBelowOkOrExcellent() {
        GuideCatalogue guides = of(null, null);
        assertThat(guides.rating("nrr", figure("0.99"), "P12M")).contains(Rating.BELOW);
        assertThat(guides.rating("nrr", figure("1"), "P12M")).contains(Rating.OK);
        assertThat(guides.rating("nrr", figure("1.2"), "P12M")).contains(Rating.EXCELLENT);
        assertThat(guides.rating("nrr", null, "P12M")).isEmpty();
    }

    @Test
    void aMonthlyRateIsNotHeldAgainstAYearlyOne() {
        assertThat(of(null, null).rating("nrr", figure("1"), "P1M")).isEmpty();
        assertThat(of("b2b", "year").rating("customer_retention_rate", figure("0.95"), "P12M"))
                .contains(Rating.OK);
        assertThat(of("b2b", "year").rating("customer_retention_rate", figure("0.95"), "P1M"))
                .isEmpty();
    }

    @Test
    void noFigureIsHeldAgainstAnotherKindOfBusiness() {
        assertThat(of("b2c", "year").rating("customer_retention_rate", figure("0.95"), "P12M"))
                .isEmpty();
        assertThat(of(null, null).rating("customer_retention_rate", figure("0.95"), "P12M"))
                .isEmpty();
        assertThat(of("b2b", null).rating("renewal_rate", figure("0.95"), null)).isEmpty();
        assertThat(of("b2b", "year").rating("renewal_rate", figure("0.95"), null))
                .contains(Rating.EXCELLENT);
    }

    @Test
    void aRateOfNoStatedPeriodIsShownAndNotUsed() {
        for (String period : new String[] {"P1M", "P12M"}) {
            assertThat(of("b2c", "month").rating("customer_retention_rate", figure("0.85"), period))
                    .isEmpty();
        }
        assertThat(UsualGuides.all()).anyMatch(guide -> guide.ratePeriod().equals("unstated"));
    }

    @Test
    void everyUsualValueNamesItsSourceAndDate() {
        assertThat(UsualGuides.all()).extracting(GuideValue::id).doesNotHaveDuplicates();
        assertThat(UsualGuides.all()).allMatch(guide -> !guide.source().isBlank());
    }
}
