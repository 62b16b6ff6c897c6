package dev.keizoku.e2e.story;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens in a service reaches a receiver elsewhere, whoever dies on the way. */
class WebhookStoryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

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

    @Test
    void whatHappensWhileTheGatewayIsDownIsToldLater() {
        try (Inbox inbox = new Inbox()) {
            endpoint(inbox);
            beginImport("down");
            suite.kill(Member.GATEWAY);
            suite.start(Member.GATEWAY);
            Wait.until(PATIENCE, "it is told", () -> !inbox.letters().isEmpty());
        }
    }
}
