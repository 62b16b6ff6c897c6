package dev.keizoku.e2e.story;

import static java.util.stream.Collectors.counting;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Inbox;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.NodeProject;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What happens in a service reaches a receiver elsewhere, whoever dies on the way. */
class WebhookStoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CHANGES = 50;

    private final Suite suite = Suite.running();
    private final Tenant tenant = suite.tenant("hooks", "Asia/Tokyo", "JPY");
    private final Api api = tenant.admin();

    private JsonNode endpoint(Inbox inbox) {
        return api.post("/v1/webhook-endpoints", Map.of("url", inbox.url(), "types", List.of("import.finished")))
                .ok();
    }

    private void importSomething(String account) {
        api.awaitImport(beginImport(account));
    }

    private String beginImport(String account) {
        return api.startImport(
                        "account",
                        Table.byName(true),
                        Table.write(List.of("account_id", "name"), List.of(List.of(account, "Acme"))),
                        "")
                .ok()
                .path("id")
                .asText();
    }

    @Test
    void anotherLanguagesOfficialLibraryVerifiesIt() {
        try (Inbox inbox = new Inbox()) {
            String secret = endpoint(inbox).path("secret").asText();
            importSomething("node");
            Wait.until(PATIENCE, "the webhook arrives", () -> !inbox.letters().isEmpty());
            Inbox.Letter letter = inbox.letters().getFirst();
            String said = NodeProject.ready()
                    .run(
                            "verify-webhook.mjs",
                            secret,
                            letter.id(),
                            letter.timestamp(),
                            letter.signature(),
                            letter.body());
            assertThat(said.strip()).isEqualTo("import.finished");
        }
    }

    @Test
    void whatWasCommittedIsDeliveredThoughTheSenderIsKilled() {
        try (Inbox inbox = new Inbox()) {
            endpoint(inbox);
            inbox.hang(true);
            importSomething("killed");
            Wait.until(PATIENCE, "it is being sent", () -> !inbox.letters().isEmpty());
            suite.kill(Member.GATEWAY);
            inbox.hang(false);
            int before = inbox.letters().size();
            suite.start(Member.GATEWAY);
            Wait.until(PATIENCE, "it is sent again", () -> inbox.letters().size() > before);
            assertThat(inbox.letters())
                    .extracting(Inbox.Letter::id)
                    .containsOnly(inbox.letters().getFirst().id());
        }
    }

    /** Half of the changes before both die, of which the receiver has taken none, and half after, before the sender dies again. */
    @Test
    void everyChangeIsToldThoughWhoCommittedItAndWhoSendsItAreKilled() throws InterruptedException {
        try (Inbox inbox = new Inbox()) {
            endpoint(inbox);
            Set<String> changes = ConcurrentHashMap.newKeySet();
            inbox.hang(true);
            change(changes);
            Wait.until(
                    PATIENCE, "the first is being sent", () -> !inbox.letters().isEmpty());
            suite.kill(Member.SUBSCRIPTIONS);
            suite.kill(Member.GATEWAY);
            int before = byChange(inbox).size();
            inbox.hang(false);
            Thread goesOn = Thread.startVirtualThread(() -> change(changes));
            suite.start(Member.SUBSCRIPTIONS, Member.GATEWAY);
            goesOn.join();
            suite.kill(Member.GATEWAY);
            suite.start(Member.GATEWAY);

            changes.forEach(api::awaitImport);
            Wait.passes(PATIENCE, () -> assertThat(byChange(inbox).keySet()).containsAll(changes));
            Map<String, List<Inbox.Letter>> told = byChange(inbox);
            System.out.printf(
                    "Webhooks: %d changes, %d of them being told when all were killed; deliveries per change: %s%n",
                    changes.size(),
                    before,
                    told.values().stream().collect(Collectors.groupingBy(List::size, TreeMap::new, counting())));
            assertThat(before).isLessThan(CHANGES / 2);
            assertThat(changes).hasSize(CHANGES);
            told.forEach((change, letters) -> assertThat(letters)
                    .as(change)
                    .extracting(Inbox.Letter::id)
                    .containsOnly(letters.getFirst().id()));
            assertThat(told.values().stream().map(letters -> letters.getFirst().id()))
                    .doesNotHaveDuplicates();
        }
    }

    /** As many imports as are half of the changes, each asked for until it is taken. */
    private void change(Set<String> changes) {
        for (int i = 0; i < CHANGES / 2; i++) {
            String account = "account-" + i;
            changes.add(Wait.passes(PATIENCE, () -> {
                try {
                    return beginImport(account);
                } catch (UncheckedIOException cut) {
                    throw new AssertionError(cut);
                }
            }));
        }
    }

    private static Map<String, List<Inbox.Letter>> byChange(Inbox inbox) {
        return inbox.letters().stream()
                .collect(Collectors.groupingBy(
                        letter -> letter.json().at("/data/import/id").asText()));
    }
}
