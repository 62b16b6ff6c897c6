package dev.keizoku.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortPlanTest {
    @Test
    void derivesEveryPortFromTheGateways() {
        var plan = new PortPlan(PortPlan.DEFAULT_GATEWAY);

        assertThat(plan.http(Member.GATEWAY)).isEqualTo(8080);
        assertThat(plan.http(Member.HEALTH)).isEqualTo(8084);
        assertThat(plan.postgres()).isEqualTo(8085);
        assertThat(plan.management(Member.GATEWAY)).isEqualTo(9080);
        assertThat(plan.management(Member.HEALTH)).isEqualTo(9084);
        assertThat(plan.all()).hasSize(11);
    }

    @Test
    void refusesAPortThatLeavesNoRoomForTheOthers() {
        assertThat(new PortPlan(64_531).management(Member.HEALTH)).isEqualTo(65_535);
        assertThatThrownBy(() -> new PortPlan(64_532)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new PortPlan(0)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> PortPlan.parse("http")).isInstanceOf(Refusal.class);
    }

    @Test
    void namesTheTakenPortAndAWayOut() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName(Suite.LOOPBACK))) {
            // The first that is looked at: nobody promises that its neighbours are free.
            var plan = new PortPlan(taken.getLocalPort());

            assertThatThrownBy(() -> plan.requireFree(Suite.LOOPBACK))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("gateway")
                    .hasMessageContaining("--port");
        }
    }
}
