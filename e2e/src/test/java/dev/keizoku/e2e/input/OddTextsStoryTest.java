package dev.keizoku.e2e.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Repository;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts that look alike, or like something else, are kept as they were sent, and compared byte by byte. */
class OddTextsStoryTest {

    private static final Duration HEARD_OF = Duration.ofMinutes(3);

    /** Composed and decomposed, the other way round, with and without a dot, with nothing in between, and beyond 16 bits. */
    private static final List<String> IDS = List.of(
            "caf\u00e9",
            "cafe\u0301",
            "\u202eacme",
            "acme",
            "Istanbul",
            "\u0130stanbul",
            "istanbul",
            "\u0131stanbul",
            "ac\u200bme",
            "ac\u2060me",
            "\ud83d\ude00",
            "\u7d99\u7d9a",
            "a/b;c");

    private final Suite suite = Suite.running();

    @Test
    void idsAreKeptAsTheyWereSentByEveryService() {
        Api admin = suite.tenant("texts", "UTC", "USD").admin();
        admin.put(
                        "/v1/plans/pro",
                        Map.of("name", "Pro", "product", "suite", "tier_rank", 1, "public", true, "prices", List.of()))
                .ok();
        for (String id : IDS) {
            String path = Api.encoded(id);
            admin.put("/v1/accounts/" + path, Map.of("name", id)).ok();
            admin.post("/v1/events", Map.of("id", id, "source", id, "type", "login", "account_id", id, "user_id", id))
                    .ok();
            assertThat(admin.get("/v1/accounts/" + path).ok().path("account_id").asText())
                    .isEqualTo(id);
            assertThat(admin.get("/v1/accounts/" + path).ok().path("name").asText())
                    .isEqualTo(id);
            assertThat(admin.get("/v1/events/" + path + "/" + path)
                            .ok()
                            .path("id")
                            .asText())
                    .isEqualTo(id);
            admin.put("/v1/members/" + path, Map.of("email", IDS.indexOf(id) + "@acme.example", "role", "viewer"))
                    .ok();
            assertThat(admin.get("/v1/members/" + path).ok().path("member_id").asText())
                    .isEqualTo(id);
        }
        assertThat(admin.all("/v1/accounts"))
                .extracting(account -> account.path("account_id").asText())
                .containsExactlyInAnyOrderElementsOf(IDS);
        for (String id : IDS) {
            String account = "/v1/accounts/" + Api.encoded(id);
            assertThat(Wait.passes(HEARD_OF, () -> admin.get(account + "/mrr").ok())
                            .path("account_id")
                            .asText())
                    .isEqualTo(id);
            assertThat(Wait.passes(
                                    HEARD_OF,
                                    () -> admin.request(
                                                    account + "/rescan",
                                                    request -> request.POST(BodyPublishers.noBody()))
                                            .ok())
                            .findValue("account_id")
                            .asText())
                    .isEqualTo(id);
            assertThat(admin.get(account + "/usage")
                            .ok()
                            .findValue("account_id")
                            .asText())
                    .isEqualTo(id);
        }
        System.out.printf("odd texts: %d ids at every service%n", IDS.size());
    }

    /** A log of lines is read by the line: nobody who sends a line end writes one of his own. */
    @Test
    void nobodyWritesALineIntoALog() throws IOException {
        Api admin = suite.tenant("lines", "UTC", "USD").admin();
        String line = "a\r\n2026-01-01 00:00:00 INFO forged";
        List<String> targets = new ArrayList<>();
        for (BadTarget target : BadTarget.values()) {
            targets.add(target.list() + "?x=" + Api.encoded(line));
            targets.add(target.list() + "/" + Api.encoded(line));
            targets.add(target.times() + Api.encoded(line));
        }
        for (String target : targets) {
            assertThat(admin.get(target).status()).as(target).isBetween(400, 499);
            admin.request(
                    target,
                    request -> request.header("X-Request-Id", "a%0d%0aforged").GET());
        }
        admin.put("/v1/accounts/lines", Map.of("name", line));
        admin.post("/v1/events", Map.of("type", line, "account_id", line, "user_id", line));
        for (Member member : Member.values()) {
            Path log = Repository.root().resolve(Path.of("e2e", "target", "e2e-logs", member.id() + ".log"));
            assertThat(Files.readAllLines(log))
                    .as(member.id())
                    .isNotEmpty()
                    .noneMatch(written -> written.startsWith("2026-01-01 00:00:00 INFO forged"));
        }
    }
}
