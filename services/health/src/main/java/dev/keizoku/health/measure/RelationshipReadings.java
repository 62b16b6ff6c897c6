package dev.keizoku.health.measure;

import dev.keizoku.health.pull.AccountFact;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How close an account is to those who look after it. What nobody tells of is not judged. */
final class RelationshipReadings {

    private RelationshipReadings() {}

    static Reading lastMeeting(AccountDay day) {
        return since(MeasureKey.MEETING_RECENCY, day, day.said().relationship().lastMeetingOn());
    }

    static Reading lastReview(AccountDay day) {
        return since(MeasureKey.QBR_RECENCY, day, day.said().relationship().lastQbrOn());
    }

    static Reading contacts(AccountDay day) {
        return people(MeasureKey.CONTACTS, day, AccountFact.Contact::active);
    }

    static Reading champions(AccountDay day) {
        return people(MeasureKey.CHAMPIONS, day, contact -> contact.active() && contact.champion());
    }

    static Reading engagement(AccountDay day) {
        var relationship = day.said().relationship();
        int signs = relationship.engagements90() + relationship.trainings90();
        return signs == 0
                ? Reading.absent(MeasureKey.ENGAGEMENT, MeasureState.NOT_APPLICABLE)
                : Reading.present(MeasureKey.ENGAGEMENT, signs);
    }

    static Reading ourReplies(AccountDay day) {
        return hours(MeasureKey.OUR_REPLY_TIME, day.said().support().medianOurReplyHours());
    }

    static Reading theirReplies(AccountDay day) {
        return hours(MeasureKey.THEIR_REPLY_TIME, day.said().support().medianTheirReplyHours());
    }

    /** None lately of an account that was met before is nought; one that was never met is not judged. */
    static Reading meetings(AccountDay day) {
        var relationship = day.said().relationship();
        return relationship.lastMeetingOn() == null
                ? Reading.absent(MeasureKey.MEETING_FREQUENCY, MeasureState.NOT_APPLICABLE)
                : Reading.present(MeasureKey.MEETING_FREQUENCY, relationship.meetings90());
    }

    private static Reading hours(MeasureKey key, @Nullable Double hours) {
        return hours == null ? Reading.absent(key, MeasureState.NOT_APPLICABLE) : Reading.present(key, hours);
    }

    private static Reading since(MeasureKey key, AccountDay day, @Nullable LocalDate last) {
        return last == null
                ? Reading.absent(key, MeasureState.NOT_APPLICABLE)
                : Reading.present(key, Math.max(0, ChronoUnit.DAYS.between(last, day.day())));
    }

    private static Reading people(MeasureKey key, AccountDay day, Predicate<AccountFact.Contact> counts) {
        List<AccountFact.Contact> contacts = day.fact().contacts();
        return contacts.isEmpty()
                ? Reading.absent(key, MeasureState.NOT_APPLICABLE)
                : Reading.present(key, contacts.stream().filter(counts).count());
    }
}
