package dev.keizoku.metrics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.report.RealBooks;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.SharedData;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivalCurveTest {

    /** Weeks of remission of two times 21 leukaemia patients (Freireich and others 1963), the textbook example. */
    private static final String TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";

    private static final String PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";

    private static List<Observation> observations(String times) {
        List<Observation> all = new ArrayList<>();
        for (String time : times.split(" ")) {
            boolean left = !time.endsWith("+");
            int until = Integer.parseInt(time.replace("+", ""));
            all.add(new Observation(Observation.FROM_THE_START, until, left));
        }
        return all;
    }

    private static SurvivalCurve.Point at(SurvivalCurve curve, int time) {
        return curve.points().stream()
                .filter(point -> point.time() == time)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void reproducesTheTextbook() {
        SurvivalCurve treated = SurvivalCurve.of(observations(TREATED));
        assertThat(treated.customers()).isEqualTo(21);
        assertThat(treated.events()).isEqualTo(9);
        assertThat(at(treated, 6).survival()).isCloseTo(0.857, within(0.0005));
        assertThat(at(treated, 6).error()).isCloseTo(0.0764, within(0.00005));
        assertThat(at(treated, 6).low()).isCloseTo(0.720, within(0.0005));
        assertThat(at(treated, 6).high()).isEqualTo(1);
        assertThat(at(treated, 23).survival()).isCloseTo(0.448, within(0.0005));
        assertThat(at(treated, 23).error()).isCloseTo(0.1346, within(0.00005));
        assertThat(at(treated, 23).low()).isCloseTo(0.249, within(0.0005));
        assertThat(at(treated, 23).high()).isCloseTo(0.807, within(0.0005));
        assertThat(treated.median()).isEqualTo(new SurvivalCurve.Median(23.0, 16.0, null));
        assertThat(SurvivalCurve.of(observations(PLACEBO)).median())
                .isEqualTo(new SurvivalCurve.Median(8.0, 4.0, 12.0));
    }

    @Test
    void theTwoGroupsOfTheTextbookDiffer() {
        LogRank test = LogRank.of(List.of(observations(TREATED), observations(PLACEBO)))
                .orElseThrow();
        assertThat(test.chiSquare()).isCloseTo(16.793, within(0.001));
        assertThat(test.degreesOfFreedom()).isEqualTo(1);
        assertThat(test.pValue()).isCloseTo(4.17e-5, within(1e-7));
    }

    @Test
    void whoIsCensoredOnADayIsAtRiskOnIt() {
        SurvivalCurve curve = SurvivalCurve.of(observations("9 9+ 12+"));
        assertThat(at(curve, 9).atRisk()).isEqualTo(3);
        assertThat(at(curve, 9).survival()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void theMedianOfAFlatStretchIsItsMiddle() {
        assertThat(SurvivalCurve.of(observations("2 4 8 10")).median().time()).isEqualTo(6.0);
        assertThat(SurvivalCurve.of(observations("2 4 8+ 10+")).median().time()).isEqualTo(4.0);
        assertThat(SurvivalCurve.of(observations("2 4+ 8+ 10+")).median().time())
                .isNull();
        assertThat(SurvivalCurve.of(List.of()).median().time()).isNull();
    }

    @Test
    void whenNobodyIsLeftThereIsNoInterval() {
        SurvivalCurve.Point last =
                SurvivalCurve.of(observations("1 2")).points().getLast();
        assertThat(last.survival()).isZero();
        assertThat(last.error()).isNull();
        assertThat(last.low()).isNull();
    }

    @Test
    void whoWasThereBeforeTheDataIsAtRiskFromThenOnOnly() {
        List<Observation> late = List.of(
                new Observation(Observation.FROM_THE_START, 5, true),
                new Observation(Observation.FROM_THE_START, 20, false),
                new Observation(9, 12, true),
                new Observation(9, 30, false));
        SurvivalCurve curve = SurvivalCurve.of(late);
        assertThat(at(curve, 5).atRisk()).isEqualTo(2);
        assertThat(at(curve, 5).survival()).isEqualTo(0.5);
        assertThat(at(curve, 12).atRisk()).isEqualTo(3);
        assertThat(at(curve, 12).survival()).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void oneGroupHasNothingToDifferFrom() {
        assertThat(LogRank.of(List.of(observations(TREATED)))).isEmpty();
        assertThat(LogRank.of(List.of(observations(TREATED), List.of()))).isEmpty();
        assertThat(LogRank.of(List.of(observations("3+"), observations("4+")))).isEmpty();
    }

    @Property
    void alikeGroupsDoNotDiffer(@ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 40) Integer> times) {
        List<Observation> group = times.stream()
                .map(time -> new Observation(Observation.FROM_THE_START, time, true))
                .toList();
        LogRank test = LogRank.of(List.of(group, group, group)).orElseThrow();
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.chiSquare()).isCloseTo(0, within(1e-9));
        assertThat(test.pValue()).isCloseTo(1, within(1e-6));
    }

    @Property
    void withoutCensoringTheCurveIsTheShareThatStayed(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 0, max = 40) Integer> times) {
        SurvivalCurve curve = SurvivalCurve.of(times.stream()
                .map(time -> new Observation(Observation.FROM_THE_START, time, true))
                .toList());
        for (int day : IntStream.of(0, 7, 20, 40).toArray()) {
            double stayed = (double) times.stream().filter(time -> time > day).count() / times.size();
            assertThat(curve.at(day)).isCloseTo(stayed, within(1e-9));
        }
        double before = 1;
        for (SurvivalCurve.Point point : curve.points()) {
            assertThat(point.survival()).isBetween(0.0, before);
            before = point.survival();
        }
    }

    @ParameterizedTest
    @CsvSource({"saas, 2024-04-30, 3274", "consumer, 2024-04-14,"})
    void reproducesTheCurvesOfTheReference(String data, String lastDay, Integer events) throws IOException {
        List<Map<String, String>> expected =
                SharedData.rows("expected/theventurecity/" + data + "_subscriptions_dev_km_customers.csv");
        int edge = Math.toIntExact(LocalDate.parse(lastDay).toEpochDay()) + 1;
        SurvivalCurve curve =
                SurvivalCurve.of(PaidHistories.of(RealBooks.ofSubscriptions(data), Selection.EVERYTHING).all().stream()
                        .map(one -> Leaving.LAST.of(one.history(), null, edge))
                        .flatMap(Optional::stream)
                        .toList());
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(curve.points()).hasSameSizeAs(expected);
        Double median = null;
        for (Map<String, String> row : expected) {
            SurvivalCurve.Point point = at(curve, Integer.parseInt(row.get("time")));
            String what = "day " + row.get("time");
            softly.assertThat(point.atRisk()).as(what).isEqualTo(Integer.parseInt(row.get("n_risk")));
            softly.assertThat(point.left()).as(what).isEqualTo(Integer.parseInt(row.get("n_event")));
            softly.assertThat(point.censored()).as(what).isEqualTo(Integer.parseInt(row.get("n_censor")));
            close(softly, what + " survival", point.survival(), row.get("survival"));
            close(softly, what + " error", point.error(), row.get("se_greenwood"));
            close(softly, what + " low", point.low(), row.get("ci95_low_log"));
            close(softly, what + " high", point.high(), row.get("ci95_high_log"));
            if (median == null && Double.parseDouble(row.get("survival")) < 0.5) {
                median = Double.valueOf(row.get("time"));
            }
        }
        softly.assertThat(curve.median().time()).isEqualTo(median);
        if (events != null) {
            softly.assertThat(curve.events()).isEqualTo(events);
        }
        softly.assertAll();
    }

    private static void close(SoftAssertions softly, String what, Double found, String expected) {
        if (expected.isEmpty()) {
            softly.assertThat(found).as(what).isNull();
        } else {
            softly.assertThat(found).as(what).isCloseTo(Double.parseDouble(expected), within(1e-6));
        }
    }
}
