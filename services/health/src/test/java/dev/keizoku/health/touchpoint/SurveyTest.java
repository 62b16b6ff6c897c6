package dev.keizoku.health.touchpoint;

import static dev.keizoku.health.touchpoint.TestTouchpoints.DAY;
import static dev.keizoku.health.touchpoint.TestTouchpoints.END;
import static dev.keizoku.health.touchpoint.TestTouchpoints.answer;
import static dev.keizoku.health.touchpoint.TestTouchpoints.at;
import static dev.keizoku.health.touchpoint.TestTouchpoints.said;
import static dev.keizoku.health.touchpoint.TestTouchpoints.tally;
import static dev.keizoku.health.touchpoint.TestTouchpoints.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.text.Polarity;
import dev.keizoku.health.touchpoint.TouchpointDetail.Ticket;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand. */
class SurveyTest {

    // Requirement 102.
    @Test
    void satisfactionIsTheLatestAnswerOfEachAndFadesTowardsTheMiddle() {
        // ann's latest is 5 of today, bob's 1 of 180 days ago: 3 + (1 - 3) / 2 = 2. Mean 3, faded 3.5.
        TouchpointTally tally = tally(
                answer(10, Survey.CSAT, 1, "ann"),
                answer(0, Survey.CSAT, 5, "ann"),
                answer(180, Survey.CSAT, 1, "bob"),
                answer(361, Survey.CSAT, 1, "cid"));

        assertThat(tally.csat().answers()).isEqualTo(2);
        assertThat(tally.csat().mean()).isEqualTo(3);
        assertThat(tally.csat().faded()).isCloseTo(3.5, within(1e-12));
        assertThat(tally.csat().latestOn()).isEqualTo(DAY);
        assertThat(tally().csat()).isEqualTo(Csat.NONE);
    }

    @Test
    void satisfactionWithATicketIsAnAnswerToo() {
        DatedTouchpoint ticket = at(
                3, new Ticket(TicketPriority.NORMAL, TicketStatus.RESOLVED, null, END.minusSeconds(9), null, 4, false));

        assertThat(tally(ticket).csat().mean()).isEqualTo(4);
    }

    @Test
    void anAnswerCountsForThreeHundredAndSixtyDaysAndIsOutdatedFromThenOn() {
        DatedTouchpoint ticket = at(
                500,
                new Ticket(TicketPriority.NORMAL, TicketStatus.RESOLVED, null, END.minusSeconds(9), null, 4, false));

        assertThat(tally(answer(360, Survey.CSAT, 5, "ann")).csat().outdated()).isFalse();
        assertThat(tally(answer(360, Survey.CES, 7, "ann")).ces().outdated()).isFalse();
        assertThat(tally(answer(361, Survey.CSAT, 5, "ann")).csat().outdated()).isTrue();
        assertThat(tally(answer(361, Survey.CES, 7, "ann")).ces().outdated()).isTrue();
        assertThat(tally(answer(361, Survey.CES, 7, "ann")).csat().outdated()).isFalse();
        assertThat(tally(ticket).csat().outdated()).isTrue();
        assertThat(tally().ces().outdated()).isFalse();
    }

    @Test
    void anOldAnswerSaysNothingElse() {
        DatedTouchpoint answer = said(answer(400, Survey.NPS, 2, "ann"), Polarity.NEGATIVE, Intent.COMPETITOR);
        DatedTouchpoint ticket = said(ticket(400), null, Intent.CANCELLATION);

        TouchpointTally tally = tally(answer, ticket);

        assertThat(tally.nps().outdated()).isTrue();
        assertThat(tally.voice()).isEqualTo(Voice.NONE);
        assertThat(tally.relationship().lastSurveyOn()).isNull();
        assertThat(tally.support()).isEqualTo(Support.NONE);
    }

    @Test
    void effortAndRecommendationAreScalesOfTheirOwn() {
        TouchpointTally tally = tally(
                answer(0, Survey.CES, 7, null),
                answer(0, Survey.CES, 6, null),
                answer(180, Survey.NPS, 10, "ann"),
                answer(181, Survey.NPS, 0, "bob"));

        assertThat(tally.ces().mean()).isEqualTo(6.5);
        assertThat(tally.ces().answers()).isEqualTo(2);
        assertThat(tally.nps().answers()).isEqualTo(1);
        assertThat(tally.nps().value()).isEqualTo(100);
        assertThat(tally.csat().answers()).isZero();
    }
}
