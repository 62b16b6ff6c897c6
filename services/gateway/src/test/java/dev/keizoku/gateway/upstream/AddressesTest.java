package dev.keizoku.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.upstream.Addresses.Address;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private long now;

    private Addresses at(String... hosts) {
        return new Addresses(
                Stream.of(hosts).map(host -> URI.create("http://" + host)).toList(), () -> now);
    }

    private static List<String> turns(Addresses addresses) {
        return addresses.inTurn().stream()
                .map(address -> address.location().getHost())
                .toList();
    }

    @Test
    void givesEachItsTurn() {
        Addresses addresses = at("a", "b", "c");
        assertThat(turns(addresses)).containsExactly("a", "b", "c");
        assertThat(turns(addresses)).containsExactly("b", "c", "a");
        assertThat(turns(addresses)).containsExactly("c", "a", "b");
        assertThat(turns(addresses)).containsExactly("a", "b", "c");
    }

    @Test
    void asksOneThatRestsAfterAllOthersUntilItHasRested() {
        Addresses addresses = at("a", "b", "c");
        Address a = addresses.inTurn().getFirst();
        addresses.rest(a);
        for (int i = 0; i < 6; i++) {
            assertThat(turns(addresses)).hasSize(3).last().isEqualTo("a");
        }
        now += 1_000_000_001;
        assertThat(Stream.generate(() -> turns(addresses).getFirst()).limit(3)).contains("a");
    }

    @Test
    void asksTheOnlyOneWhateverItDid() {
        Addresses addresses = at("a");
        addresses.rest(addresses.inTurn().getFirst());
        assertThat(turns(addresses)).containsExactly("a");
    }

    @Test
    void asksAllInTurnWhenAllRest() {
        Addresses addresses = at("a", "b");
        addresses.inTurn().forEach(addresses::rest);
        assertThat(turns(addresses)).containsExactlyInAnyOrder("a", "b");
    }
}
