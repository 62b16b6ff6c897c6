package dev.keizoku.health.touchpoint;

import static dev.keizoku.health.touchpoint.TestTouchpoints.DAY;
import static dev.keizoku.health.touchpoint.TestTouchpoints.answer;
import static dev.keizoku.health.touchpoint.TestTouchpoints.at;
import static dev.keizoku.health.touchpoint.TestTouchpoints.meeting;
import static dev.keizoku.health.touchpoint.TestTouchpoints.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.touchpoint.TouchpointDetail.ContactChange;
import dev.keizoku.health.touchpoint.TouchpointDetail.Engagement;
import dev.keizoku.health.touchpoint.TouchpointDetail.Training;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand. */
class RelationshipTest {

    // Requirements 33, 35, 41, 53, 101 and 103.
    @Test
    void meetingsCountHoweverLongAgo() {
        Relationship relationship = tally(
                        meeting(800, MeetingKind.KICKOFF),
                        meeting(120, MeetingKind.QBR),
                        meeting(91, MeetingKind.OTHER),
                        meeting(27, MeetingKind.WEEKLY),
                        meeting(28, MeetingKind.WEEKLY),
                        at(89, new Training("basics", 3)),
                        at(90, new Training("basics", 3)),
                        at(2, new Engagement(EngagementChannel.COMMUNITY, null)),
                        answer(7, Survey.CES, 5, "ann"),
                        at(30, new ContactChange("c1", ContactMove.LEFT, null, null)),
                        at(3, new ContactChange("c2", ContactMove.JOINED, null, null)),
                        at(2, new ContactChange("c3", ContactMove.JOINED, "buyer", null)))
                .relationship();

        assertThat(relationship.lastKickoffOn()).isEqualTo(DAY.minusDays(800));
        assertThat(relationship.lastQbrOn()).isEqualTo(DAY.minusDays(120));
        assertThat(relationship.lastMeetingOn()).isEqualTo(DAY.minusDays(27));
        assertThat(relationship.weeklyTouches28()).isEqualTo(1);
        assertThat(relationship.meetings90()).isEqualTo(2);
        assertThat(relationship.meetings90Before()).isEqualTo(2);
        assertThat(relationship.trainings90()).isEqualTo(1);
        assertThat(relationship.engagements90()).isEqualTo(1);
        assertThat(relationship.lastSurveyOn()).isEqualTo(DAY.minusDays(7));
        assertThat(relationship.contactLostOn()).isEqualTo(DAY.minusDays(30));
        assertThat(relationship.contactsNewOn()).containsExactly(DAY.minusDays(2));
    }
}
