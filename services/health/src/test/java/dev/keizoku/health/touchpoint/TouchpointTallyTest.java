package dev.keizoku.health.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.text.Polarity;
import dev.keizoku.health.touchpoint.TouchpointDetail.CompetitorMention;
import dev.keizoku.health.touchpoint.TouchpointDetail.ContactChange;
import dev.keizoku.health.touchpoint.TouchpointDetail.Engagement;
import dev.keizoku.health.touchpoint.TouchpointDetail.Goal;
import dev.keizoku.health.touchpoint.TouchpointDetail.Meeting;
import dev.keizoku.health.touchpoint.TouchpointDetail.Message;
import dev.keizoku.health.touchpoint.TouchpointDetail.Milestone;
import dev.keizoku.health.touchpoint.TouchpointDetail.Route;
import dev.keizoku.health.touchpoint.TouchpointDetail.SurveyAnswer;
import dev.keizoku.health.touchpoint.TouchpointDetail.Ticket;
import dev.keizoku.health.touchpoint.TouchpointDetail.Training;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand. */
class TouchpointTallyTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final Instant END =
            DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();

    private final AtomicInteger ids = new AtomicInteger();

    // Requirement 51.
    @Test
    void countsTicketsOfFourWeeksBesideTheEightBefore() {
        // 3 recent ones, the oldest of them on the first of the 28 days; 5 in the 56 days before: 2.5 in 28 days.
        Support support = tally(
                        ticket(0),
                        ticket(13),
                        ticket(27),
                        ticket(28),
                        ticket(40),
                        ticket(55),
                        ticket(56),
                        ticket(83),
                        ticket(84))
                .support();

        assertThat(support.tickets28()).isEqualTo(3);
        assertThat(support.ticketsUsual28()).isEqualTo(2.5);
    }

    @Test
    void aTicketIsCriticalByItsPriorityOrByWhatItSays() {
        // 2 of 4 recent ones, 1 of 2 before.
        Support support = tally(
                        ticket(1, TicketPriority.HIGH),
                        said(ticket(2), null, Intent.CRITICISM),
                        said(ticket(3), null, Intent.PRAISE),
                        ticket(4),
                        ticket(30, TicketPriority.URGENT),
                        ticket(31))
                .support();

        assertThat(support.criticalShare28()).isEqualTo(0.5);
        assertThat(support.criticalShareBefore()).isEqualTo(0.5);
        assertThat(tally().support().criticalShare28()).isNull();
    }

    @Test
    void anUrgentTicketIsOpenUntilTheDayItIsResolved() {
        Instant later = END.plusSeconds(3600);
        DatedTouchpoint open =
                at(200, new Ticket(TicketPriority.URGENT, TicketStatus.RESOLVED, null, later, null, null, false));
        DatedTouchpoint closed = at(
                300,
                new Ticket(TicketPriority.URGENT, TicketStatus.RESOLVED, null, END.minusSeconds(1), null, null, false));
        DatedTouchpoint high = ticket(90, TicketPriority.HIGH);

        assertThat(tally(open, closed, high, ticket(5, TicketPriority.URGENT))
                        .support()
                        .openCriticalSince())
                .isEqualTo(DAY.minusDays(200));
        assertThat(tally(closed, high).support().openCriticalSince()).isNull();
    }

    // Requirement 30.
    @Test
    void theMiddleFirstResponseIsThatOfTheTicketsThatHadOne() {
        // 1, 3 and 10 hours: 3. The fourth was answered after the day, the fifth is too old.
        Support support = tally(
                        answered(1, 1), answered(2, 3), answered(3, 10), answered(0, 48), answered(40, 100), ticket(4))
                .support();

        assertThat(support.medianFirstResponseHours()).isEqualTo(3);
        assertThat(tally(ticket(4)).support().medianFirstResponseHours()).isNull();
    }

    // Requirement 74.
    @Test
    void repliesAreTimedFromTheFirstThingTheOtherSideSaid() {
        // The customer asks at 0 h and again at 2 h, we reply at 6 h (6 h), they at 30 h (24 h), we at 32 h (2 h).
        Support support = tally(
                        message(10, 0, "t", Direction.INBOUND),
                        message(10, 2, "t", Direction.INBOUND),
                        message(10, 6, "t", Direction.OUTBOUND),
                        message(10, 30, "t", Direction.INBOUND),
                        message(10, 32, "t", Direction.OUTBOUND),
                        message(10, 33, "alone", Direction.INBOUND))
                .support();

        assertThat(support.medianOurReplyHours()).isEqualTo(4);
        assertThat(support.medianTheirReplyHours()).isEqualTo(24);
    }

    @Test
    void aTicketBeginsTheConversationOfItsId() {
        DatedTouchpoint ticket = ticket(3);
        DatedTouchpoint reply = message(3, 5, ticket.id(), Direction.OUTBOUND);

        assertThat(tally(ticket, reply).support().medianOurReplyHours()).isEqualTo(5);
    }

    // Requirements 74 and 109.
    @Test
    void escalationsAreTheCustomers() {
        Support support = tally(
                        at(1, new Ticket(TicketPriority.LOW, TicketStatus.OPEN, null, null, null, null, true)),
                        at(2, new Message(Direction.INBOUND, null, null, null, true)),
                        at(3, new Message(Direction.OUTBOUND, null, null, null, true)),
                        at(28, new Message(Direction.INBOUND, null, null, null, true)))
                .support();

        assertThat(support.escalations28()).isEqualTo(2);
    }

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

    // Requirements 31, 34 and 94.
    @Test
    void aPlanIsReachedAndOverdueByItsDays() {
        // Due today is not overdue; reached tomorrow is not reached.
        Success success = tally(
                        milestone("kickoff_held", "Pilot", DAY.minusDays(50), DAY.minusDays(52)),
                        milestone("first_value", "Pilot", DAY.minusDays(10), DAY.minusDays(5)),
                        milestone("all_teams", "Rollout", DAY.minusDays(1), null),
                        milestone("sso", "Rollout", DAY, null),
                        milestone("reports", null, DAY.minusDays(1), DAY.plusDays(1)),
                        at(9, new Goal("hours saved", "Rollout", null, null, "h", DAY.plusDays(30), null)))
                .success();

        assertThat(success.planned()).isEqualTo(6);
        assertThat(success.reached()).isEqualTo(2);
        assertThat(success.overdue()).isEqualTo(2);
        assertThat(success.lastReachedOn()).isEqualTo(DAY.minusDays(5));
        assertThat(success.firstValueOn()).isEqualTo(DAY.minusDays(5));
        assertThat(success.stages())
                .containsExactly(
                        new Success.Stage("Pilot", 2, 2, 0, 0, DAY.minusDays(10)),
                        new Success.Stage("Rollout", 3, 0, 1, 0, DAY.plusDays(30)));
        assertThat(tally().success()).isEqualTo(Success.NONE);
    }

    @Test
    void aGoalThatIsNotReachedCountsAsItsActualOverItsTarget() {
        Success success = tally(
                        at(9, goal("a", "Pilot", "100", "40", DAY.minusDays(1), null)),
                        at(9, goal("b", "Pilot", "100", "250", DAY.minusDays(1), null)),
                        at(9, goal("c", "Pilot", "100", "100", DAY.minusDays(1), DAY)),
                        at(9, goal("d", "Pilot", "100", null, DAY.minusDays(1), null)),
                        at(9, goal("e", "Pilot", "100", "50", DAY.plusDays(1), null)))
                .success();

        // 0.4 of one and no more than all of another; what is not due counts for its stage only.
        assertThat(success.reached()).isEqualTo(1);
        assertThat(success.overdue()).isEqualTo(3);
        assertThat(success.partial()).isEqualTo(1.4);
        assertThat(success.stages().getFirst().progress()).isEqualTo((1 + 1.9) / 5);
    }

    private static Goal goal(
            String name,
            String stage,
            String target,
            @Nullable String actual,
            LocalDate dueOn,
            @Nullable LocalDate reachedOn) {
        return new Goal(
                name,
                stage,
                new BigDecimal(target),
                actual == null ? null : new BigDecimal(actual),
                null,
                dueOn,
                reachedOn);
    }

    private TouchpointTally tally(DatedTouchpoint... touchpoints) {
        List<DatedTouchpoint> ordered = Arrays.stream(touchpoints)
                .sorted(Comparator.comparing(DatedTouchpoint::at))
                .toList();
        return TouchpointTally.of(ordered, DAY, END);
    }

    private DatedTouchpoint ticket(int age) {
        return ticket(age, TicketPriority.NORMAL);
    }

    private DatedTouchpoint ticket(int age, TicketPriority priority) {
        return at(age, new Ticket(priority, TicketStatus.OPEN, null, null, null, null, false));
    }

    private DatedTouchpoint answered(int age, int hours) {
        Instant at = opened(age).plus(hours, ChronoUnit.HOURS);
        return at(age, new Ticket(TicketPriority.NORMAL, TicketStatus.OPEN, at, null, null, null, false));
    }

    private DatedTouchpoint routed(int age, RoleLevel requester, @Nullable RoleLevel addressee) {
        Route route = new Route(null, requester, addressee);
        return at(age, new Ticket(TicketPriority.NORMAL, TicketStatus.OPEN, null, null, route, null, false));
    }

    private DatedTouchpoint message(int age, int hours, String thread, Direction direction) {
        Instant at = opened(age).plus(hours, ChronoUnit.HOURS);
        LocalDate on = at.atZone(ZoneOffset.UTC).toLocalDate();
        int days = Math.toIntExact(ChronoUnit.DAYS.between(on, DAY));
        return new DatedTouchpoint(
                "m" + ids.incrementAndGet(),
                at,
                on,
                days,
                null,
                null,
                null,
                new Message(direction, thread, null, null, false));
    }

    private DatedTouchpoint answer(int age, Survey survey, int score, @Nullable String person) {
        return new DatedTouchpoint(
                "s" + ids.incrementAndGet(),
                opened(age),
                DAY.minusDays(age),
                age,
                person,
                null,
                null,
                new SurveyAnswer(survey, score, null));
    }

    private DatedTouchpoint meeting(int age, MeetingKind kind) {
        return at(age, new Meeting(kind, null));
    }

    private DatedTouchpoint milestone(String name, @Nullable String stage, LocalDate due, @Nullable LocalDate reached) {
        return at(60, new Milestone(name, stage, due, reached));
    }

    private DatedTouchpoint at(int age, TouchpointDetail detail) {
        return new DatedTouchpoint(
                "t" + ids.incrementAndGet(), opened(age), DAY.minusDays(age), age, null, null, null, detail);
    }

    private static DatedTouchpoint said(DatedTouchpoint touchpoint, @Nullable Polarity polarity, Intent... intents) {
        return new DatedTouchpoint(
                touchpoint.id(),
                touchpoint.at(),
                touchpoint.on(),
                touchpoint.ageDays(),
                touchpoint.person(),
                Set.of(intents),
                polarity,
                touchpoint.detail());
    }

    private static Instant opened(int age) {
        return DAY.minusDays(age).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
