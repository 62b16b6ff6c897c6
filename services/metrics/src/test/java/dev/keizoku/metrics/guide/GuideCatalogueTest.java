package dev.keizoku.metrics.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuideCatalogueTest {

    private static GuideCatalogue of(String model, String term) {
        return new GuideCatalogue(model, term, null, UsualGuides.all(), true);
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
    void aGuideValueOfATradeIsForThatTradeAndComesFirst() {
        GuideValue any = UsualGuides.all().getFirst();
        GuideValue banks = new GuideValue(
                "nrr.bank",
                any.metric(),
                any.direction(),
                figure("1.05"),
                null,
                null,
                null,
                "bank",
                any.ratePeriod(),
                any.source(),
                any.asOf(),
                null,
                List.of());
        List<GuideValue> guides = List.of(any, banks);

        assertThat(new GuideCatalogue(null, null, "bank", guides, false).guide("nrr", "P12M"))
                .contains(banks);
        assertThat(new GuideCatalogue(null, null, "retail", guides, false).guide("nrr", "P12M"))
                .contains(any);
        assertThat(new GuideCatalogue(null, null, "retail", List.of(banks), false).guide("nrr", "P12M"))
                .isEmpty();
    }

    @Test
    void fifteenPercentMoreLifetimeValueIsTheReferenceOfAProgramme() {
        assertThat(of(null, null).rating(GuideCatalogue.LTV_INDEX, figure("114.9"), null))
                .contains(Rating.BELOW);
        assertThat(of(null, null).rating(GuideCatalogue.LTV_INDEX, figure("115"), null))
                .contains(Rating.OK);
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
    void fourOfFiveYearlyContractsRenewAndNineOfTenWhereItGoesWell() {
        GuideCatalogue guides = of(null, "year");
        assertThat(guides.rating("renewal_rate", figure("0.79"), null)).contains(Rating.BELOW);
        assertThat(guides.rating("renewal_rate", figure("0.8"), null)).contains(Rating.OK);
        assertThat(guides.rating("renewal_rate", figure("0.9"), null)).contains(Rating.EXCELLENT);
        assertThat(guides.guide("renewal_rate", null).orElseThrow().references())
                .extracting(reference -> reference.name() + " " + reference.value())
                .containsExactly("Salesforce 0.92", "Workday 0.95", "Adobe 0.93");
    }

    @Test
    void fiveToFifteenPercentOfCustomersBuyMore() {
        for (String metric : new String[] {"upsell_rate", "cross_sell_rate"}) {
            assertThat(of(null, null).rating(metric, figure("0.04"), "P1M")).contains(Rating.BELOW);
            assertThat(of(null, null).rating(metric, figure("0.05"), "P1M")).contains(Rating.OK);
            assertThat(of(null, null).rating(metric, figure("0.15"), "P12M")).contains(Rating.EXCELLENT);
        }
    }

    @Test
    void aCustomerIsWorthThreeTimesWhatItCostToWin() {
        assertThat(of(null, null).rating("ltv_cac", figure("2.99"), null)).contains(Rating.BELOW);
        assertThat(of(null, null).rating("ltv_cac", figure("3"), null)).contains(Rating.OK);
    }

    @Test
    void everyUsualValueNamesItsSourceAndDate() {
        assertThat(UsualGuides.all()).extracting(GuideValue::id).doesNotHaveDuplicates();
        assertThat(UsualGuides.all()).allMatch(guide -> !guide.source().isBlank());
    }
}
