package dev.keizoku.health.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.pull.AccountFact.Contact;
import dev.keizoku.health.pull.AccountFact.ContactStatus;
import dev.keizoku.health.pull.AccountUses.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChampionsTest {

    @Test
    void areKeenOnWhatIsNewOftenThereAndListenedTo() {
        List<Champions.Candidate> candidates = Champions.of(
                List.of(
                        new Person("keen", "IT", "admin", 45),
                        new Person("busy", "IT", null, 90),
                        new Person("away", "IT", "owner", 0)),
                List.of(contact("keen", "Section manager", true, ContactStatus.ACTIVE)),
                Map.of("keen", Set.of("new", "old"), "busy", Set.of("old")),
                Set.of("new"));

        assertThat(candidates).extracting(Champions.Candidate::userId).containsExactly("keen", "busy");
        assertThat(candidates.getFirst().rank()).isEqualByComparingTo("100");
        assertThat(candidates.getFirst().newFeatures()).containsExactly("new");
        assertThat(candidates.getLast().rank()).isEqualByComparingTo("30");
    }

    @Test
    void areStillThere() {
        assertThat(Champions.of(
                        List.of(new Person("u", null, null, 20)),
                        List.of(contact("u", "buyer", false, ContactStatus.LEFT)),
                        Map.of(),
                        Set.of()))
                .isEmpty();
    }

    private static Contact contact(String user, String role, boolean bridge, ContactStatus status) {
        return new Contact("c-" + user, user, role, "IT", false, bridge, status, null);
    }
}
