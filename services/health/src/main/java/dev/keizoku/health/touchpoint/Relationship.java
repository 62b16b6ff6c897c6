package dev.keizoku.health.touchpoint;

import dev.keizoku.health.touchpoint.TouchpointDetail.ContactChange;
import dev.keizoku.health.touchpoint.TouchpointDetail.Engagement;
import dev.keizoku.health.touchpoint.TouchpointDetail.Meeting;
import dev.keizoku.health.touchpoint.TouchpointDetail.SurveyAnswer;
import dev.keizoku.health.touchpoint.TouchpointDetail.Training;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How often an account and the people who look after it meet. Meetings count however long ago they were, the other last
 * days in the 365 before.
 *
 * @param lastMeetingOn of any kind
 * @param lastQbrOn the last quarterly business review
 * @param meetings90 of any kind in 90 days
 * @param meetings90Before in the 90 days before
 * @param weeklyTouches28 weekly calls in 28 days
 * @param lastSurveyOn the last answer to any survey
 * @param trainings90 trainings in 90 days
 * @param engagements90 signs of taking part in community, newsletter, events in 90 days
 * @param contactLostOn the last day we were told that somebody moved or left
 * @param lastTaughtOn the last training or webinar in 90 days
 * @param contactsNewOn the days in 90 on which we were told that somebody came with a role, or has another one
 */
public record Relationship(
        @Nullable LocalDate lastMeetingOn,
        @Nullable LocalDate lastQbrOn,
        @Nullable LocalDate lastKickoffOn,
        int meetings90,
        int meetings90Before,
        int weeklyTouches28,
        @Nullable LocalDate lastSurveyOn,
        int trainings90,
        int engagements90,
        @Nullable LocalDate contactLostOn,
        @Nullable LocalDate lastTaughtOn,
        List<LocalDate> contactsNewOn) {

    public static final Relationship NONE =
            new Relationship(null, null, null, 0, 0, 0, null, 0, 0, null, null, List.of());

    static final int QUARTER_DAYS = 90;

    public Relationship {
        contactsNewOn = List.copyOf(contactsNewOn);
    }

    /** The tally of an account, from its touchpoints in the order in which they happened. */
    static Relationship of(List<DatedTouchpoint> touchpoints) {
        Predicate<DatedTouchpoint> lately = each -> each.within(QUARTER_DAYS);
        return new Relationship(
                last(touchpoints, each -> each.detail() instanceof Meeting),
                last(touchpoints, each -> isMeeting(each, MeetingKind.QBR)),
                last(touchpoints, each -> isMeeting(each, MeetingKind.KICKOFF)),
                count(touchpoints, lately.and(each -> each.detail() instanceof Meeting)),
                count(
                        touchpoints,
                        each -> !each.within(QUARTER_DAYS)
                                && each.within(2 * QUARTER_DAYS)
                                && each.detail() instanceof Meeting),
                count(touchpoints, each -> each.recent() && isMeeting(each, MeetingKind.WEEKLY)),
                last(touchpoints, each -> each.detail() instanceof SurveyAnswer),
                count(touchpoints, lately.and(each -> each.detail() instanceof Training)),
                count(touchpoints, lately.and(each -> each.detail() instanceof Engagement)),
                last(touchpoints, Relationship::isLoss),
                last(touchpoints, lately.and(Relationship::teaches)),
                touchpoints.stream()
                        .filter(lately.and(Relationship::isNew))
                        .map(DatedTouchpoint::on)
                        .distinct()
                        .toList());
    }

    private static boolean isMeeting(DatedTouchpoint each, MeetingKind kind) {
        return each.detail() instanceof Meeting meeting && meeting.meeting() == kind;
    }

    private static boolean isLoss(DatedTouchpoint each) {
        return each.detail() instanceof ContactChange contact
                && (contact.change() == ContactMove.LEFT || contact.change() == ContactMove.MOVED);
    }

    private static boolean teaches(DatedTouchpoint each) {
        return each.detail() instanceof Training
                || each.detail() instanceof Engagement engagement && engagement.channel() == EngagementChannel.WEBINAR;
    }

    private static boolean isNew(DatedTouchpoint each) {
        return each.detail() instanceof ContactChange contact
                && (contact.change() == ContactMove.ROLE_CHANGED
                        || contact.change() == ContactMove.JOINED && contact.role() != null);
    }

    private static int count(List<DatedTouchpoint> touchpoints, Predicate<DatedTouchpoint> holds) {
        return Math.toIntExact(touchpoints.stream().filter(holds).count());
    }

    private static @Nullable LocalDate last(List<DatedTouchpoint> touchpoints, Predicate<DatedTouchpoint> holds) {
        return DatedTouchpoint.last(touchpoints, holds);
    }
}
