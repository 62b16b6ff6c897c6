package dev.keizoku.subscriptions.stripe;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe's signing secrets lie sealed, those too that versions which did not seal have left. */
@QuarkusTest
@WithKeizoku
class StripeSecretsTest {

    private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");
    private static final String NEXT = "whsec_the_next_one";
    private static final String EVENT = """
            {"id": "evt_x", "type": "radar.early_fraud_warning.created", "created": 1767225600,
             "data": {"object": {"id": "issfr_1"}}}
            """;

    private final Jdbi jdbi;
    private final StripeSealing sealing;
    private Shop shop;
    private StripeSender stripe;

    StripeSecretsTest(Jdbi jdbi, StripeSealing sealing) {
        this.jdbi = jdbi;
        this.sealing = sealing;
    }

    @BeforeEach
    void connect() {
        MutableClock.set(NOW);
        shop = new Shop(TestTenants.fresh("UTC", "USD"));
        stripe = StripeSender.connect(shop, NOW);
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    @Test
    void whatLiesInTheTableIsNotTheSecretAndVerifiesAllTheSame() {
        assertThat(row()).doesNotContain(inEveryForm(StripeSender.SECRET));
        assertThat(stripe.outcome(EVENT)).isEqualTo("ignored");
        isProblem(new StripeSender(shop, stripe.endpoint(), NEXT, NOW).send(EVENT), 400, "invalid_request");
    }

    @Test
    void whatLiesUnsealedIsVerifiedByAndSealedAtTheNextStart() {
        unseal(StripeSender.SECRET, NEXT);
        assertThat(row()).contains(StripeSender.SECRET);
        String before = shown().asString();
        assertThat(stripe.outcome(EVENT)).isEqualTo("ignored");

        sealing.begin(new StartupEvent());

        assertThat(row()).doesNotContain(inEveryForm(StripeSender.SECRET)).doesNotContain(inEveryForm(NEXT));
        assertThat(shown().asString()).isEqualTo(before);
        assertThat(stripe.outcome(EVENT)).isEqualTo("duplicate");
        assertThat(new StripeSender(shop, stripe.endpoint(), NEXT, NOW).outcome(EVENT))
                .isEqualTo("duplicate");
        assertThat(sealing.seal()).as("nothing is left").isZero();
    }

    @Test
    void whatLiesUnsealedIsSealedByTheNextWrite() {
        unseal(StripeSender.SECRET);
        put("{\"plan_by\": \"price\"}").then().statusCode(200).body("signing_secrets", equalTo(1));
        assertThat(row()).doesNotContain(inEveryForm(StripeSender.SECRET));
        assertThat(stripe.outcome(EVENT)).isEqualTo("ignored");
    }

    @Test
    void whatAProcessOfTheVersionBeforeWroteMeanwhileHolds() {
        jdbi.useHandle(handle -> handle.execute(
                "update stripe_integration set signing_secrets = jsonb_build_array(?::text) where tenant = ?",
                NEXT,
                shop.tenant()));
        StripeSender next = new StripeSender(shop, stripe.endpoint(), NEXT, NOW);
        assertThat(next.outcome(EVENT)).isEqualTo("ignored");
        sealing.begin(new StartupEvent());
        assertThat(row()).doesNotContain(inEveryForm(NEXT));
        assertThat(next.outcome(EVENT)).isEqualTo("duplicate");
        isProblem(stripe.send(EVENT), 400, "invalid_request");
    }

    @Test
    void secretsThatWereSealedWithAnotherKeyAreReplaced() {
        jdbi.useHandle(handle -> handle.execute(
                "update stripe_integration set sealed_secrets = array[sha256('x'), sha256('y')] where tenant = ?",
                shop.tenant()));
        isProblem(stripe.sendUnchecked(EVENT), 500, "internal");
        shown().then().statusCode(200).body("signing_secrets", equalTo(2));
        put("{\"signing_secrets\": [\"" + StripeSender.SECRET + "\"]}").then().statusCode(200);
        assertThat(stripe.outcome(EVENT)).isEqualTo("ignored");
    }

    @Test
    void theTrailTellsOfThemNeitherSealedNorUnsealed() {
        put("{\"signing_secrets\": [\"" + NEXT + "\"], \"plan_by\": \"price\"}")
                .then()
                .statusCode(200);
        List<String> trail = jdbi.withHandle(handle -> handle.createQuery(
                        "select action || ' ' || detail from audit_trail where tenant = :tenant order by id")
                .bind("tenant", shop.tenant())
                .mapTo(String.class)
                .list());
        assertThat(trail)
                .anyMatch(entry -> entry.startsWith("stripe_integration.created"))
                .anyMatch(entry -> entry.startsWith("stripe_integration.changed") && entry.contains("plan_by"))
                .noneMatch(entry -> entry.contains("secrets") || entry.contains("whsec_"));
    }

    /** As PostgreSQL writes text and bytes. */
    private static String[] inEveryForm(String secret) {
        String bare = secret.substring("whsec_".length());
        return new String[] {bare, HexFormat.of().formatHex(bare.getBytes(StandardCharsets.UTF_8))};
    }

    /** Leaves the row as a version would that did not seal. */
    private void unseal(String... secrets) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update stripe_integration set signing_secrets = to_jsonb(cast(:secrets as text[])), sealed_secrets = null
                        where tenant = :tenant
                        """)
                .bindArray("secrets", String.class, (Object[]) secrets)
                .bind("tenant", shop.tenant())
                .execute());
    }

    private String row() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select t::text from stripe_integration t where tenant = :tenant")
                        .bind("tenant", shop.tenant())
                        .mapTo(String.class)
                        .one());
    }

    private Response shown() {
        return Api.as(shop.tenant(), "admin").get("/v1/integrations/stripe");
    }

    private Response put(String body) {
        return Api.as(shop.tenant(), "admin")
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/integrations/stripe");
    }
}
