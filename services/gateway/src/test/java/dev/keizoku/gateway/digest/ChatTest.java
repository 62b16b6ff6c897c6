package dev.keizoku.gateway.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.webhook.Hooks;
import dev.keizoku.gateway.webhook.Inbox;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people read in Slack and Chatwork, by their documented shapes. */
@QuarkusTest
@WithGateway
class ChatTest {

    private static final String QUEUE = """
            {"data": [{"play": {"account_id": "a", "account_name": "Acme", "playbook": "meeting", "name": "Meet them",
              "first_action_due_on": "2026-04-06"}, "priority": {}}], "next_cursor": null, "has_more": false}
            """;

    private Door.Tenant tenant;
    private StubService health;
    private Inbox inbox;

    @BeforeEach
    void begin() {
        // Eight in the morning of the 3rd in Tokyo.
        MutableClock.set("2026-04-02T23:00:00Z");
        health = StubService.start(Upstream.HEALTH).answering(Map.of("/v1/work-queue", QUEUE));
        inbox = new Inbox();
        tenant = Door.newTenant();
    }

    @AfterEach
    void end() {
        health.close();
        inbox.close();
        MutableClock.reset();
    }

    private void tellBand() {
        health.notices()
                .tell(
                        tenant.id(),
                        "health.band_changed",
                        "a",
                        7,
                        ", \"band\": \"red\", \"reasons\": [\"no_login_days\"], \"previous\": {\"band\": \"green\"}");
    }

    private void japanese() {
        Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"language\": \"ja\"}")
                .patch("/v1/tenant")
                .then()
                .statusCode(200);
    }

    @Test
    void slackGetsBlocks() {
        Hooks.make(tenant, inbox.url(), ", \"kind\": \"slack\", \"types\": [\"health.band_changed\"]");
        tellBand();
        Hooks.await("it arrives", () -> !inbox.letters().isEmpty());
        var body = inbox.letters().getFirst().json();
        assertThat(body.getString("text")).isEqualTo("Acme &amp; Co: health green → red");
        assertThat(body.getString("blocks[0].type")).isEqualTo("section");
        assertThat(body.getString("blocks[0].text.type")).isEqualTo("mrkdwn");
        assertThat(body.getString("blocks[0].text.text")).isEqualTo("*Acme &amp; Co: health green → red*");
        assertThat(body.getString("blocks[1].text.text")).contains("no_login_days");
    }

    @Test
    void slackGetsALongTextCutBetweenItsCharacters() {
        // Wherever the cut falls in "&amp;", or in the two halves of the other.
        Hooks.make(tenant, inbox.url(), ", \"kind\": \"slack\", \"types\": [\"health.band_changed\"]");
        for (int shift = 0; shift < 5; shift++) {
            for (String each : List.of("&", "😀")) {
                String reason = "x".repeat(shift) + each.repeat(2_000);
                health.notices()
                        .tell(
                                tenant.id(),
                                "health.band_changed",
                                "a",
                                7,
                                ", \"band\": \"red\", \"reasons\": [\"" + reason
                                        + "\"], \"previous\": {\"band\": \"green\"}");
            }
        }
        Hooks.await("all arrive", () -> inbox.letters().size() == 10);
        assertThat(inbox.letters())
                .extracting(letter -> letter.json().getString("blocks[1].text.text"))
                .allMatch(text -> text.matches("(?s)• Reasons: x*(?:(?:&amp;)+|(?:😀)+)…"));
    }

    @Test
    void slackReadsTheLanguageOfTheTenant() {
        japanese();
        Map<String, String> said = new LinkedHashMap<>();
        said.put("health.band_changed", "Acme &amp; Co：健全度 良好 → 危険");
        said.put("lifecycle.stage_changed", "Acme &amp; Co：ステージ adoption → retention");
        said.put("expansion.opened", "Acme &amp; Co：拡張提案ができる状態になりました");
        said.put("expansion.blocked", "Acme &amp; Co：拡張提案を控えてください");
        said.put("risk.signal_resolved", "Acme &amp; Co：兆候の解消: NO_LOGIN_14D");
        Hooks.make(
                tenant,
                inbox.url(),
                ", \"kind\": \"slack\", \"types\": [\"" + String.join("\", \"", said.keySet()) + "\"]");
        said.keySet().forEach(type -> health.notices().tell(tenant.id(), type, "a", 7, """
                , "band": "red", "stage": "retention", "signal": {"type": "NO_LOGIN_14D"}, "reasons": [],
                "previous": {"band": "green", "stage": "adoption"}
                """));
        Hooks.await("all arrive", () -> inbox.letters().size() == said.size());
        assertThat(inbox.letters())
                .extracting(letter -> letter.json().getString("text"))
                .containsExactlyElementsOf(said.values());
        assertThat(inbox.letters())
                .extracting(letter -> letter.json().getString("blocks[0].text.text"))
                .containsExactlyElementsOf(
                        said.values().stream().map(text -> "*" + text + "*").toList());
    }

    @Test
    void slackGetsTheDigestInBlocks() {
        digestToSlack();
        var body = inbox.letters().getLast().json();
        assertThat(body.getString("text")).isEqualTo("Keizoku 2026-04-03");
        assertThat(body.getList("blocks.type")).containsOnly("section");
        assertThat(body.getList("blocks.text.type")).containsOnly("mrkdwn");
        assertThat(body.getList("blocks.text.text"))
                .containsExactly(
                        "*Keizoku 2026-04-03*",
                        "*To do today*\n• Acme Meet them due 2026-04-06",
                        "*Health that changed*\n• Acme &amp; Co green → red",
                        "*Renewals with notice due*\n• none");
    }

    @Test
    void slackGetsTheDigestInJapanese() {
        japanese();
        digestToSlack();
        assertThat(inbox.letters().getLast().json().getList("blocks.text.text"))
                .containsExactly(
                        "*Keizoku 2026-04-03*",
                        "*今日の対応*\n• Acme Meet them 期限 2026-04-06",
                        "*健全度の変化*\n• Acme &amp; Co 良好 → 危険",
                        "*更新の申出期限が近い顧客*\n• なし");
    }

    /** An event first, so that it is there to be told of in the digest, which is the last to arrive. */
    private void digestToSlack() {
        Hooks.make(tenant, inbox.url(), """
                , "kind": "slack", "types": ["health.band_changed"], "digest": true, "digest_hour": 9
                """);
        tellBand();
        Hooks.await("the event arrives", () -> inbox.letters().size() == 1);
        MutableClock.set("2026-04-03T00:00:00Z");
        Hooks.await("the digest arrives", () -> inbox.letters().size() == 2);
    }

    @Test
    void chatworkGetsAFormInTheLanguageOfTheTenant() {
        japanese();
        Hooks.make(
                tenant,
                inbox.url(),
                ", \"kind\": \"chatwork\", \"token\": \"t0ken\", \"types\": [\"health.band_changed\"]");
        tellBand();
        Hooks.await("it arrives", () -> !inbox.letters().isEmpty());
        Inbox.Letter letter = inbox.letters().getFirst();
        assertThat(letter.header("x-chatworktoken")).isEqualTo("t0ken");
        assertThat(letter.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(letter.body()).startsWith("body=").endsWith("&self_unread=1");
        assertThat(URLDecoder.decode(letter.body(), StandardCharsets.UTF_8))
                .contains("[info][title]Acme & Co：健全度 良好 → 危険[/title]", "no_login_days", "[/info]");
    }

    @Test
    void theDigestOfTheDayComesOnceAtItsHour() {
        japanese();
        tellBand();
        Hooks.make(
                tenant,
                inbox.url(),
                ", \"kind\": \"chatwork\", \"token\": \"t0ken\", \"digest\": true, \"digest_hour\": 9");
        try (Inbox early = new Inbox()) {
            Hooks.make(Door.newTenant(), early.url(), ", \"kind\": \"slack\", \"digest\": true, \"digest_hour\": 8");
            Hooks.await("whoever is up earlier has it", () -> !early.letters().isEmpty());
        }
        assertThat(inbox.letters()).isEmpty();
        MutableClock.set("2026-04-03T00:00:00Z");
        Hooks.await("the digest arrives", () -> inbox.letters().size() == 1);
        String text = URLDecoder.decode(inbox.letters().getFirst().body(), StandardCharsets.UTF_8);
        assertThat(text).contains("Keizoku 2026-04-03", "今日の対応", "・Acme Meet them 期限 2026-04-06", "更新の申出期限が近い顧客");
        MutableClock.set("2026-04-04T00:00:00Z");
        Hooks.await("the next arrives", () -> inbox.letters().size() == 2);
        assertThat(inbox.letters().getLast().body()).contains("2026-04-04");
    }

    @Test
    void aSuspendedTenantHasTheDigestOfTheDayItComesBack() {
        Hooks.make(tenant, inbox.url(), ", \"kind\": \"slack\", \"digest\": true, \"digest_hour\": 9");
        Inbox of = new Inbox();
        Hooks.make(Door.newTenant(), of.url(), ", \"kind\": \"slack\", \"digest\": true, \"digest_hour\": 9");
        Door.suspend(tenant.id()).then().statusCode(200);
        for (int day = 3; day <= 5; day++) {
            MutableClock.set("2026-04-0" + day + "T00:00:00Z");
            int days = day - 2;
            Hooks.await("another has its own", () -> of.letters().size() == days);
        }
        assertThat(inbox.letters()).isEmpty();
        Door.resume(tenant.id()).then().statusCode(200);
        Hooks.await("the digest arrives", () -> !inbox.letters().isEmpty());
        assertThat(inbox.letters())
                .extracting(Inbox.Letter::body)
                .singleElement(STRING)
                .contains("2026-04-05");
        of.close();
    }
}
