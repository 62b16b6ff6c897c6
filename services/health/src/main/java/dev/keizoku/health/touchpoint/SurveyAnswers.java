package dev.keizoku.health.touchpoint;

import dev.keizoku.health.touchpoint.TouchpointDetail.SurveyAnswer;
import dev.keizoku.health.touchpoint.TouchpointDetail.Ticket;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers that count: the latest of each respondent, an anonymous one for itself. */
final class SurveyAnswers {

    private SurveyAnswers() {}

    /** A score, when it was given, and how many days ago. */
    record Answer(int score, int ageDays, LocalDate on) {}

    /**
     * What the answers to a survey on a scale with a middle come to.
     *
     * @param faded the mean with every answer fading towards the middle
     */
    record Mean(int answers, double mean, double faded, LocalDate latestOn) {}

    /** The answers of at most so many days ago. */
    static Collection<Answer> latest(List<DatedTouchpoint> touchpoints, Survey survey, int days) {
        Map<String, Answer> latest = new LinkedHashMap<>();
        for (DatedTouchpoint each : touchpoints) {
            Integer score = score(each, survey);
            if (score != null && each.ageDays() <= days) {
                latest.put(
                        each.person() == null ? each.id() : each.person(),
                        new Answer(score, each.ageDays(), each.on()));
            }
        }
        return latest.values();
    }

    /** Whether anybody answered at all, however long ago. */
    static boolean any(List<DatedTouchpoint> touchpoints, Survey survey) {
        return touchpoints.stream().anyMatch(each -> score(each, survey) != null);
    }

    /** The satisfaction with a ticket is an answer to that survey too. */
    private static @Nullable Integer score(DatedTouchpoint each, Survey survey) {
        return switch (each.detail()) {
            case SurveyAnswer answer -> answer.survey() == survey ? Integer.valueOf(answer.score()) : null;
            case Ticket ticket -> survey == Survey.CSAT ? ticket.satisfaction() : null;
            case TouchpointDetail other -> null;
        };
    }

    /** Null without answers. */
    static @Nullable Mean mean(Collection<Answer> answers, double middle, double halfLifeDays) {
        if (answers.isEmpty()) {
            return null;
        }
        double sum = 0;
        double faded = 0;
        // Sorted, because a sum of fractions depends on its order and the score must not.
        for (Answer answer : answers.stream()
                .sorted(Comparator.comparingInt(Answer::ageDays).thenComparingInt(Answer::score))
                .toList()) {
            sum += answer.score();
            // StrictMath, so that a score computed again elsewhere equals this one to the last digit.
            faded += middle + (answer.score() - middle) * StrictMath.pow(0.5, answer.ageDays() / halfLifeDays);
        }
        LocalDate latestOn =
                answers.stream().map(Answer::on).max(Comparator.naturalOrder()).orElseThrow();
        return new Mean(answers.size(), sum / answers.size(), faded / answers.size(), latestOn);
    }
}
