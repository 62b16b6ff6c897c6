package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.text.Polarity;
import dev.keizoku.health.touchpoint.TouchpointDetail.Meeting;
import dev.keizoku.health.touchpoint.TouchpointDetail.Message;
import dev.keizoku.health.touchpoint.TouchpointDetail.Route;
import dev.keizoku.health.touchpoint.TouchpointDetail.SurveyAnswer;
import dev.keizoku.health.touchpoint.TouchpointDetail.Ticket;
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

/** Touchpoints by how many days before {@link #DAY} they were, and what they come to on it. */
final class TestTouchpoints {

    static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    static final Instant END = DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();

    private static final AtomicInteger IDS = new AtomicInteger();

    private TestTouchpoints() {}

    static TouchpointTally tally(DatedTouchpoint... touchpoints) {
        List<DatedTouchpoint> ordered = Arrays.stream(touchpoints)
                .sorted(Comparator.comparing(DatedTouchpoint::at))
                .toList();
        return TouchpointTally.of(ordered, DAY, END);
    }

    static DatedTouchpoint ticket(int age) {
        return ticket(age, TicketPriority.NORMAL);
    }

    static DatedTouchpoint ticket(int age, TicketPriority priority) {
        return at(age, new Ticket(priority, TicketStatus.OPEN, null, null, null, null, false));
    }

    static DatedTouchpoint answered(int age, int hours) {
        Instant at = opened(age).plus(hours, ChronoUnit.HOURS);
        return at(age, new Ticket(TicketPriority.NORMAL, TicketStatus.OPEN, at, null, null, null, false));
    }

    static DatedTouchpoint routed(int age, RoleLevel requester, @Nullable RoleLevel addressee) {
        Route route = new Route(null, requester, addressee);
        return at(age, new Ticket(TicketPriority.NORMAL, TicketStatus.OPEN, null, null, route, null, false));
    }

    static DatedTouchpoint message(int age, int hours, String thread, Direction direction) {
        Instant at = opened(age).plus(hours, ChronoUnit.HOURS);
        LocalDate on = at.atZone(ZoneOffset.UTC).toLocalDate();
        int days = Math.toIntExact(ChronoUnit.DAYS.between(on, DAY));
        return new DatedTouchpoint(
                "m" + IDS.incrementAndGet(),
                at,
                on,
                days,
                null,
                null,
                null,
                new Message(direction, thread, null, null, false));
    }

    static DatedTouchpoint answer(int age, Survey survey, int score, @Nullable String person) {
        return new DatedTouchpoint(
                "s" + IDS.incrementAndGet(),
                opened(age),
                DAY.minusDays(age),
                age,
                person,
                null,
                null,
                new SurveyAnswer(survey, score, null));
    }

    static DatedTouchpoint meeting(int age, MeetingKind kind) {
        return at(age, new Meeting(kind, null));
    }

    static DatedTouchpoint at(int age, TouchpointDetail detail) {
        return new DatedTouchpoint(
                "t" + IDS.incrementAndGet(), opened(age), DAY.minusDays(age), age, null, null, null, detail);
    }

    static DatedTouchpoint said(DatedTouchpoint touchpoint, @Nullable Polarity polarity, Intent... intents) {
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

    static Instant opened(int age) {
        return DAY.minusDays(age).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
