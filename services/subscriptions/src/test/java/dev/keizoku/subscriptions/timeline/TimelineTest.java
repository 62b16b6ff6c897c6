package dev.keizoku.subscriptions.timeline;

import static dev.keizoku.subscriptions.timeline.Histories.change;
import static dev.keizoku.subscriptions.timeline.Histories.day;
import static dev.keizoku.subscriptions.timeline.Histories.forever;
import static dev.keizoku.subscriptions.timeline.Histories.percent;
import static dev.keizoku.subscriptions.timeline.Histories.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.PlanId;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Change START = change("start", 0, new Move.Start(terms("basic", 5, "10")));

    private static Timeline of(Change... changes) {
        return Timeline.of(List.of(changes));
    }

    private static Timeline accepted(Timeline timeline, Change change) {
        assertThat(timeline.with(change)).isInstanceOf(Timeline.Accepted.class);
        return ((Timeline.Accepted) timeline.with(change)).timeline();
    }

    private static String refused(Timeline timeline, Change change) {
        assertThat(timeline.with(change)).isInstanceOf(Timeline.Illegal.class);
        return ((Timeline.Illegal) timeline.with(change)).reason();
    }

    private static State stateAt(Timeline timeline, int day) {
        Terms terms = timeline.at(day(day));
        return terms == null ? null : terms.state();
    }

    @Test
    void aTrialBecomesPaidThenPausesResumesAndEnds() {
        Timeline timeline = of(
                change("t", 0, new Move.StartTrial(terms("basic", 1, "10"))),
                change("s", 14, new Move.Start(terms("pro", 3, "20"))),
                change("p", 20, new Move.Pause()),
                change("r", 30, new Move.Resume()),
                change("e", 40, new Move.End()));

        assertThat(timeline.entries())
                .extracting(entry -> entry.after().state())
                .containsExactly(State.TRIAL, State.ACTIVE, State.PAUSED, State.ACTIVE, State.ENDED);
        assertThat(stateAt(timeline, -1)).isNull();
        assertThat(stateAt(timeline, 13)).isEqualTo(State.TRIAL);
        assertThat(timeline.at(day(14))).extracting(Terms::quantity).isEqualTo(BigDecimal.valueOf(3));
        assertThat(timeline.before(day(14))).extracting(Terms::state).isEqualTo(State.TRIAL);
    }

    @Test
    void everyEntryBeginsWhereTheOneBeforeItEnded() {
        Timeline timeline = of(START, change("q", 3, new Move.ChangeTerms(terms("pro", 9, "20"))));
        assertThat(timeline.entries().getFirst().before()).isNull();
        assertThat(timeline.entries().getLast().before())
                .isEqualTo(timeline.entries().getFirst().after());
    }

    @Test
    void illegalMovesAreRefusedWithTheReason() {
        assertThat(refused(of(), change("p", 1, new Move.Pause()))).contains("not started");
        assertThat(refused(of(START), change("r", 1, new Move.Resume()))).contains("not paused");
        assertThat(refused(of(START), change("s", 1, new Move.Start(NewTerms.NONE))))
                .contains("active already");
        assertThat(refused(of(START), change("t", 1, new Move.StartTrial(NewTerms.NONE))))
                .contains("active already");
        assertThat(refused(of(START), change("x", 1, new Move.RetractCancellation())))
                .contains("No cancellation");
        assertThat(refused(of(START, change("e", 2, new Move.Cancel())), change("p", 3, new Move.Pause())))
                .contains("has ended");
        assertThat(refused(of(), change("s", 1, new Move.Start(NewTerms.NONE)))).contains("plan and a price");
    }

    @Test
    void aLateChangeThatMakesALaterOneImpossibleIsRefused() {
        Timeline timeline = of(START, change("pause", 10, new Move.Pause()));
        assertThat(refused(timeline, change("late", 5, new Move.Cancel())))
                .contains("pause")
                .contains("impossible");
    }

    @Test
    void aLateChangeRestatesWhatComesAfterIt() {
        Timeline known = of(START, change("q", 10, new Move.ChangeTerms(new NewTerms(null, BigDecimal.TEN, null))));
        Timeline timeline = accepted(known, change("late", 5, new Move.ChangeTerms(terms("pro", 7, "20"))));

        assertThat(timeline.changedSince(known))
                .extracting(entry -> entry.change().changeId())
                .containsExactly("late", "q");
        assertThat(timeline.at(day(10))).satisfies(terms -> {
            assertThat(terms.planId()).isEqualTo(new PlanId("pro"));
            assertThat(terms.quantity()).isEqualTo(BigDecimal.TEN);
        });
    }

    @Test
    void aScheduledCancellationEndsByItself() {
        Timeline timeline = of(START, change("s", 5, new Move.ScheduleCancellation(day(30))));
        assertThat(timeline.at(day(29))).satisfies(terms -> {
            assertThat(terms.state()).isEqualTo(State.ACTIVE);
            assertThat(terms.cancelAt()).isEqualTo(day(30));
        });
        assertThat(stateAt(timeline, 30)).isEqualTo(State.ENDED);
        assertThat(timeline.entries().getLast().change().changeId()).isEqualTo("#end:s");
        assertThat(refused(timeline, change("q", 30, new Move.Pause()))).contains("has ended");
    }

    @Test
    void aRetractedCancellationEndsNothingAndItsEndIsTakenBack() {
        Timeline scheduled = of(START, change("s", 5, new Move.ScheduleCancellation(day(30))));
        Timeline retracted = accepted(scheduled, change("r", 6, new Move.RetractCancellation()));
        assertThat(stateAt(retracted, 31)).isEqualTo(State.ACTIVE);
        assertThat(retracted.changedSince(scheduled))
                .extracting(entry -> entry.change().changeId())
                .containsExactly("r", "#end:s");
        Entry taken = retracted.entries().getLast();
        assertThat(taken.before()).isEqualTo(taken.after());

        Timeline later = accepted(retracted, change("q", 10, new Move.ChangeTerms(terms("pro", 9, "20"))));
        assertThat(later.entries().getLast().after().quantity()).isEqualTo(BigDecimal.valueOf(9));
        assertThat(later.changedSince(retracted))
                .extracting(entry -> entry.change().changeId())
                .containsExactly("q", "#end:s");
    }

    @Test
    void aCancellationScheduledAnewReplacesTheEarlierOne() {
        Timeline timeline = of(
                START,
                change("s1", 5, new Move.ScheduleCancellation(day(30))),
                change("s2", 6, new Move.ScheduleCancellation(day(60))));
        assertThat(stateAt(timeline, 45)).isEqualTo(State.ACTIVE);
        assertThat(stateAt(timeline, 60)).isEqualTo(State.ENDED);
    }

    @Test
    void changesOfOneInstantAreTakenInTheOrderThatIsLegal() {
        assertThat(stateAt(of(START, change("a", 3, new Move.Pause()), change("b", 3, new Move.Resume())), 3))
                .isEqualTo(State.ACTIVE);
        Timeline paused = of(
                START,
                change("p", 1, new Move.Pause()),
                change("a", 3, new Move.Pause()),
                change("b", 3, new Move.Resume()));
        assertThat(stateAt(paused, 3)).isEqualTo(State.PAUSED);
        assertThat(of(START, change("t", 0, new Move.StartTrial(terms("basic", 1, "10"))))
                        .entries())
                .extracting(Entry::position)
                .containsExactly(0, 1);
    }

    @Test
    void whatWasNotKnownIsLeftOutWithoutComplaint() {
        Timeline partly = of(change("p", 3, new Move.Pause()), change("e", 4, new Move.End()));
        assertThat(partly.entries()).isEmpty();
        assertThat(stateAt(partly, 10)).isNull();
    }

    @Test
    void whatBecomesFreeWhilePastDueOwesNothing() {
        Timeline timeline = of(
                START,
                change("f", 5, new Move.FailPayment()),
                change("free", 6, new Move.ChangeTerms(terms("free", 1, "0"))));
        assertThat(stateAt(timeline, 5)).isEqualTo(State.PAST_DUE);
        assertThat(stateAt(timeline, 6)).isEqualTo(State.FREE);
        assertThat(refused(timeline, change("r", 7, new Move.RecoverPayment()))).contains("not past due");
        assertThat(refused(timeline, change("f2", 7, new Move.FailPayment()))).contains("nothing to pay");
        assertThat(stateAt(accepted(timeline, change("up", 8, new Move.ChangeTerms(terms("pro", 1, "9")))), 8))
                .isEqualTo(State.ACTIVE);
    }

    @Test
    void aTrialOfWhatCostsNothingBecomesFree() {
        Timeline trial = of(change("t", 0, new Move.StartTrial(terms("free", 1, "0"))));
        assertThat(stateAt(trial, 1)).isEqualTo(State.TRIAL);
        assertThat(stateAt(accepted(trial, change("s", 5, new Move.Start(NewTerms.NONE))), 5))
                .isEqualTo(State.FREE);
        assertThat(refused(of(), change("s", 5, new Move.StartFree(terms("pro", 1, "9")))))
                .contains("nothing to pay");
    }

    @Test
    void aDiscountThatWasRemovedEndsNothing() {
        Timeline timeline = of(
                START,
                change("d", 5, new Move.ApplyDiscount(percent("x", 30))),
                change("r", 10, new Move.RemoveDiscount("x")),
                change("d2", 12, new Move.ApplyDiscount(forever("x"))));
        assertThat(timeline.at(day(6)).discounts()).containsExactly(percent("x", 30));
        assertThat(timeline.at(day(11)).discounts()).isEmpty();
        assertThat(timeline.at(day(40)).discounts()).containsExactly(forever("x"));
        Entry end = timeline.entries().getLast();
        assertThat(end.change().changeId()).isEqualTo("#discount_end:d");
        assertThat(end.before()).isEqualTo(end.after());
    }

    @Test
    void aMoveToAnotherAccountChangesNothingElse() {
        Timeline timeline = of(START, change("m", 5, new Move.Transfer(new AccountId("other"))));
        assertThat(timeline.movedTo(day(4))).isNull();
        assertThat(timeline.movedTo(day(5))).isEqualTo(new AccountId("other"));
        assertThat(timeline.entries().getLast())
                .satisfies(entry -> assertThat(entry.after()).isEqualTo(entry.before()));
    }

    @Test
    void takingOutWhatLaterChangesNeedIsRefused() {
        Timeline timeline = of(START, change("p", 3, new Move.Pause()), change("r", 4, new Move.Resume()));
        assertThat(timeline.without("p")).isInstanceOf(Timeline.Illegal.class);
        assertThat(timeline.without("r")).isInstanceOfSatisfying(Timeline.Accepted.class, accepted -> {
            assertThat(accepted.timeline().goneSince(timeline))
                    .extracting(entry -> entry.change().changeId())
                    .containsExactly("r");
            assertThat(stateAt(accepted.timeline(), 5)).isEqualTo(State.PAUSED);
        });
    }
}
