package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.SignalType.CROSS_DEPT_SHRINK;
import static dev.keizoku.health.signal.SignalType.SEATS_FALLING;
import static dev.keizoku.health.signal.SignalType.SEAT_GROWTH_SLOWDOWN;
import static dev.keizoku.health.signal.SignalType.SINGLE_THREADED;
import static dev.keizoku.health.signal.rule.Looks.DAY;
import static dev.keizoku.health.signal.rule.Looks.find;
import static dev.keizoku.health.signal.rule.Looks.fires;
import static dev.keizoku.health.signal.rule.Looks.healthy;
import static dev.keizoku.health.signal.rule.Looks.look;
import static dev.keizoku.health.signal.rule.Looks.severity;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Requirements 69, 70 and 96: seats, departments, champions. */
class SpreadRulesTest {

    @Test
    void seesSeatsAddedAtHalfThePace() {
        assertThat(severity(SEAT_GROWTH_SLOWDOWN, seatsAdded(2, 4))).isEqualTo(0.5);
        assertThat(severity(SEAT_GROWTH_SLOWDOWN, seatsAdded(0, 4))).isEqualTo(1);
        assertThat(fires(SEAT_GROWTH_SLOWDOWN, seatsAdded(3, 5))).isFalse();
        assertThat(fires(SEAT_GROWTH_SLOWDOWN, seatsAdded(0, 3))).isFalse();
    }

    @Test
    void seesFewerSeatsPaidForThanAQuarterAgo() {
        SignalLook falling = overDays(10, day -> seats(day == 9 ? 19 : 20));
        assertThat(find(SEATS_FALLING, falling).orElseThrow().severity()).isEqualByComparingTo("0.4");
        assertThat(find(SEATS_FALLING, overDays(10, day -> seats(20)))).isEmpty();
        assertThat(find(SEATS_FALLING, overDays(10, day -> seats(day == 9 ? 21 : 20))))
                .isEmpty();
    }

    @Test
    void forgetsAFallOfSeatsAfterAQuarter() {
        assertThat(find(SEATS_FALLING, overDays(101, day -> seats(day < 10 ? 20 : 10))))
                .isEmpty();
        assertThat(find(SEATS_FALLING, overDays(100, day -> seats(day < 10 ? 20 : 10))))
                .isPresent();
    }

    @Test
    void seesUseDrawBackFromDepartments() {
        SignalLook shrunk = overDays(29, day -> departments(day < 20 ? 4 : 3));
        assertThat(find(CROSS_DEPT_SHRINK, shrunk).orElseThrow().severity()).isEqualByComparingTo("0.5");
        assertThat(find(CROSS_DEPT_SHRINK, overDays(29, day -> departments(4)))).isEmpty();
        assertThat(find(CROSS_DEPT_SHRINK, overDays(29, day -> departments(day < 20 ? 5 : 4))))
                .isEmpty();
        assertThat(overDays(28, day -> departments(day < 20 ? 4 : 1)).unknown()).contains(CROSS_DEPT_SHRINK);
    }

    @Test
    void seesThatAllHangsOnOneChampion() {
        String one = champion("c1", "sales");
        assertThat(severity(SINGLE_THREADED, contacts(one, colleague("c2")))).isEqualTo(0.7);
        assertThat(fires(SINGLE_THREADED, contacts(one, champion("c2", "finance"))))
                .isFalse();
    }

    @Test
    void countsContactsWhereNoChampionIsNamedAndAsksNothingOfSmallAccounts() {
        assertThat(fires(SINGLE_THREADED, contacts(colleague("c1")))).isTrue();
        assertThat(fires(SINGLE_THREADED, contacts(colleague("c1"), colleague("c2"))))
                .isFalse();
        assertThat(fires(SINGLE_THREADED, contacts(colleague("c1")).fact("{\"quantity\": 4}")))
                .isFalse();
        assertThat(look(healthy()).unknown()).contains(SINGLE_THREADED);
    }

    private static SignalLook overDays(int days, IntFunction<AccountDays> account) {
        SignalRules.Yesterday yesterday = SignalRules.Yesterday.NOTHING;
        SignalLook look = look(healthy());
        for (int day = 0; day < days; day++) {
            AccountDays that = account.apply(day);
            look = look(
                    new AccountDays(
                                    DAY.plusDays(day),
                                    that.factJson(),
                                    that.usageJson(),
                                    that.balanceJson(),
                                    that.saidJson(),
                                    that.fleet())
                            .build(),
                    yesterday);
            yesterday = Looks.after(look);
        }
        return look;
    }

    private static AccountDays seats(int seats) {
        return healthy().fact("{\"quantity\": %d}".formatted(seats));
    }

    private static AccountDays departments(int departments) {
        return healthy().usage("{\"breadth\": {\"departments_28\": %d}}".formatted(departments));
    }

    private static AccountDays seatsAdded(int now, int before) {
        return healthy()
                .usage("{\"breadth\": {\"seats_added_90\": %d, \"seats_added_before\": %d}}".formatted(now, before));
    }

    private static AccountDays contacts(String... contacts) {
        return healthy().fact("{\"contacts\": [%s]}".formatted(String.join(", ", contacts)));
    }

    private static String champion(String id, String department) {
        return "{\"contact_id\": \"%s\", \"champion\": true, \"bridge\": false, \"status\": \"active\", \"department\": \"%s\"}"
                .formatted(id, department);
    }

    private static String colleague(String id) {
        return "{\"contact_id\": \"%s\", \"champion\": false, \"bridge\": false, \"status\": \"active\"}".formatted(id);
    }
}
