package dev.keizoku.health.touchpoint;

import static dev.keizoku.health.touchpoint.TestTouchpoints.DAY;
import static dev.keizoku.health.touchpoint.TestTouchpoints.at;
import static dev.keizoku.health.touchpoint.TestTouchpoints.message;
import static dev.keizoku.health.touchpoint.TestTouchpoints.routed;
import static dev.keizoku.health.touchpoint.TestTouchpoints.said;
import static dev.keizoku.health.touchpoint.TestTouchpoints.tally;
import static dev.keizoku.health.touchpoint.TestTouchpoints.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.text.Polarity;
import dev.keizoku.health.touchpoint.TouchpointDetail.CompetitorMention;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand. */
class VoiceTest {

    // Requirements 66 and 73.
    @Test
    void sharesOfIntentsMoveAlongWithWhatIsSaid() {
        // Criticism in the third and fourth of four: 0, 0, 0.3, then 0.7 * 0.3 + 0.3 = 0.51.
        Voice voice = tally(
                        said(ticket(60), Polarity.POSITIVE, Intent.PRAISE),
                        said(ticket(40), Polarity.NEUTRAL),
                        said(ticket(10), Polarity.NEGATIVE, Intent.CRITICISM),
                        said(ticket(5), Polarity.NEGATIVE, Intent.CRITICISM, Intent.BUG),
                        ticket(1))
                .voice();

        assertThat(voice.messages28()).isEqualTo(2);
        assertThat(voice.said(Intent.CRITICISM).count28()).isEqualTo(2);
        assertThat(voice.said(Intent.CRITICISM).shareEwma()).isCloseTo(0.51, within(1e-12));
        assertThat(voice.said(Intent.CRITICISM).shareBefore()).isEqualTo(0);
        assertThat(voice.said(Intent.PRAISE).shareBefore()).isEqualTo(0.5);
        assertThat(voice.said(Intent.PRAISE).shareEwma()).isCloseTo(0.343, within(1e-12));
        assertThat(voice.polarity()).isEqualTo(-1);
        assertThat(voice.polarityBefore()).isEqualTo(0.5);
    }

    @Test
    void whatNobodySaidIsUnknownAndNotNought() {
        Voice voice = tally(ticket(1)).voice();

        assertThat(voice.messages28()).isZero();
        assertThat(voice.said(Intent.CRITICISM).shareEwma()).isNull();
        assertThat(voice.polarity()).isNull();
        assertThat(voice.executiveShare28()).isNull();
    }

    @Test
    void whatWeSayIsNotTheCustomersVoice() {
        Voice voice = tally(
                        said(message(2, 0, "t", Direction.OUTBOUND), Polarity.POSITIVE, Intent.CANCELLATION),
                        said(message(1, 0, "t", Direction.INBOUND), Polarity.NEGATIVE))
                .voice();

        assertThat(voice.messages28()).isEqualTo(1);
        assertThat(voice.cancellationOn()).isNull();
        assertThat(voice.polarity()).isEqualTo(-1);
    }

    // Requirement 67.
    @Test
    void executivesCountOnEitherSide() {
        // 2 of 3 recent ones whose levels are known; 0 of 1 before.
        Voice voice = tally(
                        routed(1, RoleLevel.EXECUTIVE, null),
                        routed(2, RoleLevel.STAFF, RoleLevel.EXECUTIVE),
                        routed(3, RoleLevel.MANAGER, RoleLevel.STAFF),
                        ticket(4),
                        routed(50, RoleLevel.STAFF, null))
                .voice();

        assertThat(voice.executiveShare28()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(voice.executiveShareBefore()).isEqualTo(0);
    }

    // Requirements 52 and 68.
    @Test
    void theLastDayOfADelicateSubjectIsRemembered() {
        Voice voice = tally(
                        said(ticket(300), null, Intent.COMPETITOR),
                        at(200, new CompetitorMention("Globex")),
                        said(ticket(100), null, Intent.CONTRACT_TERMS, Intent.CANCELLATION),
                        said(ticket(20), null, Intent.CONTRACT_TERMS))
                .voice();

        assertThat(voice.competitorOn()).isEqualTo(DAY.minusDays(200));
        assertThat(voice.contractTermsOn()).isEqualTo(DAY.minusDays(20));
        assertThat(voice.cancellationOn()).isEqualTo(DAY.minusDays(100));
    }
}
