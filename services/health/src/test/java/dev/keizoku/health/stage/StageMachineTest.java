package dev.keizoku.health.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageMachineTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final String FOUR = "\"core_features\": [\"a\", \"b\", \"c\", \"d\"]";

    private final StageMachine machine = new StageMachine(StageRules.DEFAULT);

    @Test
    void onboardsUntilDayNinety() {
        assertThat(on(customer(89), null).staged()).isEqualTo(new Staged(LifecycleStage.ONBOARDING, FIRST));
        assertThat(on(customer(90), null).staged()).isEqualTo(new Staged(LifecycleStage.ADOPTION, FIRST.plusDays(90)));
    }

    @Test
    void onboardsUntilTheFirstValueWhicheverSourceTellsOfIt() {
        AccountDays event = customer(20).usage("{\"onboarding\": {\"value_reached_on\": \"2026-01-15\"}}");
        AccountDays milestone = customer(20).said("{\"success\": {\"first_value_on\": \"2026-01-10\"}}");

        assertThat(on(event, null).staged()).isEqualTo(new Staged(LifecycleStage.ADOPTION, LocalDate.of(2026, 1, 15)));
        assertThat(on(milestone, null).staged())
                .isEqualTo(new Staged(LifecycleStage.ADOPTION, LocalDate.of(2026, 1, 10)));
    }

    @Test
    void remembersSinceWhen() {
        StageMemory onboarding = on(customer(89), null);

        StageMemory adoption = on(customer(90), onboarding);

        assertThat(adoption.staged().since()).isEqualTo(FIRST.plusDays(90));
        assertThat(on(customer(91), adoption).staged()).isEqualTo(adoption.staged());
    }

    @Test
    void isOldWhenNobodyKnowsSinceWhenItIsThere() {
        assertThat(on(AccountDays.on(FIRST), null).staged().stage()).isEqualTo(LifecycleStage.ADOPTION);
    }

    @Test
    void expandsAfterTwentyEightGreenDaysWithResultsAtTheLine() {
        assertThat(green(28, user(2))).isEqualTo(LifecycleStage.ADOPTION);
        assertThat(green(29, user(2))).isEqualTo(LifecycleStage.EXPANSION);
        assertThat(green(29, user(1))).isEqualTo(LifecycleStage.ADOPTION);
        assertThat(green(29, user(2).usage("{\"onboarding\": {\"value_reached_on\": null}}")))
                .isEqualTo(LifecycleStage.ADOPTION);
    }

    @Test
    void aDayThatIsNotGreenBeginsTheCountAgain() {
        StageMemory memory = on(user(2), null).after(FIRST, true);

        assertThat(memory.greenSince()).isEqualTo(FIRST);
        assertThat(memory.after(FIRST.plusDays(1), true).greenSince()).isEqualTo(FIRST);
        assertThat(memory.after(FIRST.plusDays(1), false).greenSince()).isNull();
    }

    @Test
    void fallsBackWhenItFallsUnderTheLine() {
        StageMemory expansion =
                new StageMemory(new Staged(LifecycleStage.EXPANSION, FIRST), LifecycleStage.EXPANSION, null);

        assertThat(on(user(2), expansion).staged().stage()).isEqualTo(LifecycleStage.EXPANSION);
        assertThat(on(user(1), expansion).staged()).isEqualTo(new Staged(LifecycleStage.ADOPTION, FIRST.plusDays(200)));
        assertThat(on(user(1).withoutUsageFlow(), expansion).staged().stage()).isEqualTo(LifecycleStage.EXPANSION);
    }

    @Test
    void isInRetentionWhileTheRenewalIsNearAndThenWhereItWas() {
        StageMemory expansion =
                new StageMemory(new Staged(LifecycleStage.EXPANSION, FIRST), LifecycleStage.EXPANSION, null);
        LocalDate day = FIRST.plusDays(200);

        StageMemory near = on(user(2).fact(renewal(day.plusDays(90))), expansion);

        assertThat(near.staged()).isEqualTo(new Staged(LifecycleStage.RETENTION, day));
        assertThat(near.beneath()).isEqualTo(LifecycleStage.EXPANSION);
        assertThat(on(user(2).fact(renewal(day.plusDays(91))), expansion)
                        .staged()
                        .stage())
                .isEqualTo(LifecycleStage.EXPANSION);
        assertThat(on(user(2).fact(renewal(day.plusYears(1))), near).staged())
                .isEqualTo(new Staged(LifecycleStage.EXPANSION, day));
    }

    @Test
    void onboardsInAFirstContractThatIsShort() {
        assertThat(on(customer(20).fact(renewal(FIRST.plusDays(60))), null)
                        .staged()
                        .stage())
                .isEqualTo(LifecycleStage.ONBOARDING);
    }

    /** The stage on the last of so many days in a row that were all green. */
    private LifecycleStage green(int days, AccountDays account) {
        List<LifecycleStage> stages = new ArrayList<>();
        StageMemory memory = null;
        for (int i = 0; i < days; i++) {
            AccountDays that = new AccountDays(
                    account.day().plusDays(i),
                    account.factJson(),
                    account.usageJson(),
                    account.balanceJson(),
                    account.saidJson(),
                    account.fleet());
            StageMemory entered = on(that, memory);
            memory = entered.after(that.day(), true);
            stages.add(entered.staged().stage());
        }
        return stages.getLast();
    }

    private StageMemory on(AccountDays day, @Nullable StageMemory before) {
        return machine.on(day.build(), before);
    }

    private static AccountDays customer(int age) {
        return AccountDays.on(FIRST.plusDays(age)).fact("{\"customer_since\": \"2026-01-01\"}");
    }

    /** An old account that has reached its first value and uses so many of four core features. */
    private static AccountDays user(int used) {
        return customer(200)
                .fact("{" + FOUR + "}")
                .usage("{\"onboarding\": {\"value_reached_on\": \"2026-01-15\"}, \"features_used_28\": %s}"
                        .formatted(used == 1 ? "[\"a\"]" : "[\"a\", \"b\"]"));
    }

    private static String renewal(LocalDate on) {
        return "{\"renewal\": {\"renews_on\": \"%s\", \"auto_renew\": true}}".formatted(on);
    }
}
