package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.AccountFact.Contact;
import dev.keizoku.health.touchpoint.Relationship;
import dev.keizoku.health.touchpoint.Success;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Signs between an account and those who look after it. */
final class RelationshipRules {

    private RelationshipRules() {}

    /** Somebody who matters has left or moved, or we were told that somebody did. */
    static Verdict keyContactLeft(Sight sight) {
        int window = sight.days("window_days");
        LocalDate told = sight.account().said().relationship().contactLostOn();
        LocalDate on = sight.within(told, window) ? told : null;
        Contact gone = null;
        int left = 0;
        for (Contact contact : sight.account().fact().contacts()) {
            LocalDate changed = contact.changedOn();
            if (matters(contact) && contact.active()) {
                left++;
            } else if (matters(contact) && sight.within(changed, window)) {
                gone = gone == null || later(changed, gone.changedOn()) ? contact : gone;
                on = later(changed, on) ? changed : on;
            }
        }
        if (on == null) {
            return Verdict.QUIET;
        }
        Evidence evidence = new Evidence().with("changed_on", on).with("key_contacts_left", left);
        if (gone != null) {
            evidence.with("contact_id", gone.contactId())
                    .with("role", gone.role())
                    .with("champion", gone.champion())
                    .with("status", gone.status());
        }
        return Verdict.fires(gone != null && left == 0 ? 1 : 0.7, evidence, on);
    }

    private static boolean later(@Nullable LocalDate one, @Nullable LocalDate other) {
        return one != null && (other == null || one.isAfter(other));
    }

    /** Several departments, and nobody who stands between the technical and the business side. */
    static Verdict noBridge(Sight sight) {
        List<Contact> active = sight.account().fact().contacts().stream()
                .filter(Contact::active)
                .toList();
        long departments = active.stream()
                .flatMap(contact -> Stream.ofNullable(contact.department()))
                .distinct()
                .count();
        if (departments < sight.at("min_departments") || active.stream().anyMatch(Contact::bridge)) {
            return Verdict.QUIET;
        }
        return sight.fires(0.5, new Evidence().with("contacts", active.size()).with("departments", departments));
    }

    /** No quarterly business review in 90 days. */
    static Verdict qbr(Sight sight) {
        Relationship relationship = sight.account().said().relationship();
        return sight.flows().meetings() ? overdue(sight, relationship.lastQbrOn(), "last_qbr_on") : Verdict.UNKNOWN;
    }

    /** No answer to a survey in half a year. */
    static Verdict survey(Sight sight) {
        Relationship relationship = sight.account().said().relationship();
        return sight.flows().surveys()
                ? overdue(sight, relationship.lastSurveyOn(), "last_survey_on")
                : Verdict.UNKNOWN;
    }

    /** Goals or milestones of the success plan lie behind. */
    static Verdict successPlan(Sight sight) {
        Success success = sight.account().said().success();
        if (success.overdue() < sight.at("min_overdue")) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp((double) success.overdue() / Math.max(1, success.planned()), 0, 0.4, 1, 1),
                new Evidence()
                        .with("planned", success.planned())
                        .with("reached", success.reached())
                        .with("overdue", success.overdue()));
    }

    /** One who is tagged, or has a role at all: a plain colleague has none. */
    private static boolean matters(Contact contact) {
        return contact.champion() || contact.bridge() || contact.role() != null;
    }

    private static Verdict overdue(Sight sight, @Nullable LocalDate last, String name) {
        LocalDate from = last == null ? sight.account().since() : last;
        if (from == null) {
            return Verdict.UNKNOWN;
        }
        int days = sight.daysSince(from);
        double due = sight.at("days");
        if (days < due) {
            return Verdict.QUIET;
        }
        // No number that grows every night: the fleet's overdue reviews would all be written again each time.
        return sight.fires(
                days < 2 * due ? 0.5 : 1,
                new Evidence().with(name, last).with("since", from).with("due_after_days", due));
    }
}
