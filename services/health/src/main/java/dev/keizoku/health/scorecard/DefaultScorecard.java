package dev.keizoku.health.scorecard;

import dev.keizoku.health.measure.MeasureCategory;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.health.version.DocumentKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a tenant starts with: the reasons are in docs/health.md. */
public final class DefaultScorecard {

    /** Every measure with what it counts for in its category, and its anchors as value:points. */
    private static final List<WeightedMeasure> LINES = List.of(
            line(MeasureKey.FIRST_VALUE, 2, "0:100 14:80 30:60 60:30 90:0"),
            line(MeasureKey.SETUP_STEPS, 1, "0:0 1:50 3:80 5:100"),
            line(MeasureKey.PLAN_PROGRESS, 2, "0:0 0.5:50 1:100"),
            line(MeasureKey.LOGIN_FREQUENCY, 2, "0:0 4:40 12:80 20:100"),
            line(MeasureKey.LOGIN_RECENCY, 1, "1:100 5:60 14:20 30:0"),
            line(MeasureKey.CORE_FEATURE_USE, 3, "0:0 0.5:60 1:100"),
            line(MeasureKey.GOALS_REACHED, 1, "0:0 0.5:50 1:100"),
            line(MeasureKey.SEAT_USE, 2, "0:0 0.1:20 0.5:50 0.75:80 1:100"),
            line(MeasureKey.DEPARTMENTS, 1, "0:0 1:50 2:70 4:100"),
            line(MeasureKey.USAGE_TREND, 1, "0.5:0 0.8:30 0.95:60 1:75"),
            line(MeasureKey.SUPPORT_ENQUIRIES, 2, "0:40 1:80 2:100 5:100 10:40 20:0"),
            line(MeasureKey.SUPPORT_CHANGE, 1, "0:30 0.5:70 1:100 1.5:80 2:50 4:0"),
            line(MeasureKey.RESPONSE_TIME, 1, "1:100 8:80 24:50 72:0"),
            line(MeasureKey.NPS, 3, "-100:0 0:50 100:100"),
            line(MeasureKey.CSAT, 3, "1:0 3:50 5:100"),
            line(MeasureKey.CES, 1, "1:0 4:50 7:100"),
            line(MeasureKey.TONE, 3, "-1:0 0:50 1:100"),
            line(MeasureKey.MEETING_RECENCY, 2, "30:100 90:40 180:0"),
            line(MeasureKey.QBR_RECENCY, 2, "90:100 120:60 270:0"),
            line(MeasureKey.CONTACTS, 1, "0:0 1:50 2:75 4:100"),
            line(MeasureKey.CHAMPIONS, 2, "0:20 1:70 2:100"),
            line(MeasureKey.ENGAGEMENT, 1, "0:30 1:60 4:100"));

    private static final List<CapRule> CAPS = List.of(
            new CapRule(CapRule.Kind.CANCELLATION_NOTICE, BigDecimal.ZERO, BigDecimal.valueOf(20)),
            new CapRule(CapRule.Kind.NO_LOGIN_DAYS, BigDecimal.valueOf(30), BigDecimal.valueOf(39)),
            new CapRule(CapRule.Kind.NO_LOGIN_DAYS, BigDecimal.valueOf(14), BigDecimal.valueOf(69)),
            new CapRule(CapRule.Kind.CORE_FEATURE_SHARE, new BigDecimal("0.25"), BigDecimal.valueOf(69)),
            new CapRule(CapRule.Kind.URGENT_TICKET_DAYS, BigDecimal.valueOf(7), BigDecimal.valueOf(69)));

    /** The shares of the categories are in the order of {@link MeasureCategory}. Adoption is for everybody else. */
    public static final Scorecard SCORECARD = new Scorecard(
            lines(5, 20, 20, 20, 15, 10, 10, 0),
            CAPS,
            new BandEdges(BigDecimal.valueOf(70), BigDecimal.valueOf(40)),
            shares(5, 20, 20, 20, 15, 10, 10, 0),
            null,
            null,
            List.of(
                    card(LifecycleStage.ONBOARDING, 40, 20, 15, 10, 0, 10, 5, 0),
                    card(LifecycleStage.EXPANSION, 0, 15, 20, 20, 15, 10, 15, 5),
                    card(LifecycleStage.RETENTION, 0, 15, 15, 15, 20, 10, 15, 10)));

    /** A tenant's scorecard, version by version. */
    public static final DocumentKind<Scorecard> KIND =
            new DocumentKind<>("scorecard.default", "scorecard", Scorecard.class, SCORECARD);

    private DefaultScorecard() {}

    private static Card card(LifecycleStage stage, int... shares) {
        return new Card(stage.key(), List.of(stage), null, shares(shares), lines(shares), null);
    }

    private static List<CategoryWeight> shares(int... shares) {
        List<CategoryWeight> weights = new ArrayList<>();
        for (MeasureCategory category : MeasureCategory.values()) {
            if (shares[category.ordinal()] > 0) {
                weights.add(new CategoryWeight(category, BigDecimal.valueOf(shares[category.ordinal()])));
            }
        }
        return List.copyOf(weights);
    }

    private static List<WeightedMeasure> lines(int... shares) {
        return LINES.stream()
                .filter(line -> shares[line.measure().category().ordinal()] > 0)
                .toList();
    }

    private static WeightedMeasure line(MeasureKey measure, int weight, String anchors) {
        return new WeightedMeasure(
                measure,
                BigDecimal.valueOf(weight),
                Stream.of(anchors.split(" "))
                        .map(anchor -> anchor.split(":"))
                        .map(anchor -> Anchor.at(anchor[0], Integer.parseInt(anchor[1])))
                        .toList());
    }
}
