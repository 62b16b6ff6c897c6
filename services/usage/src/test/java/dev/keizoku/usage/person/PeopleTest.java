package dev.keizoku.usage.person;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class PeopleTest {

    private static final String TOLD = """
            select user_id || ' ' || account_id || ' ' || name || ' ' || value || ' ' || told_at from person_trait
            join tenant_number using (tenant_no) where tenant = :tenant
            union all
            select user_id || ' ' || account_id || ' ' || first_at || ' ' || last_at from membership
            join tenant_number using (tenant_no) where tenant = :tenant
            union all
            select from_user || ' ' || to_user || ' ' || told_at from user_alias
            join tenant_number using (tenant_no) where tenant = :tenant
            order by 1
            """;

    @Inject
    People people;

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
    }

    private static SortedMap<String, JsonNode> traits(String... pairs) {
        SortedMap<String, JsonNode> traits = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            traits.put(pairs[i], JsonNodeFactory.instance.textNode(pairs[i + 1]));
        }
        return traits;
    }

    private static Instant minute(int minute) {
        return MutableClock.START.minusSeconds(86_400).plusSeconds(60L * minute);
    }

    private static Told anything(Random random) {
        UserId user = new UserId("u" + random.nextInt(3));
        Instant at = minute(random.nextInt(4));
        return switch (random.nextInt(3)) {
            case 0 -> new Told.Traits(user, at, traits("role", "r" + random.nextInt(3)));
            case 1 ->
                new Told.Membership(
                        user,
                        new AccountId("a" + random.nextInt(2)),
                        at,
                        traits("department", "d" + random.nextInt(3), "role", "r" + random.nextInt(3)));
            default -> new Told.Alias(user, new UserId("u" + random.nextInt(3)), at);
        };
    }

    private List<String> stored(String of) {
        return jdbi.withHandle(handle ->
                handle.createQuery(TOLD).bind("tenant", of).mapTo(String.class).list());
    }

    @Test
    void theLatestSaysItInWhateverOrderItComes() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Told> told = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                told.add(anything(random));
            }
            String together = TestTenants.fresh();
            people.tell(new TenantId(together), told);
            String apart = TestTenants.fresh();
            List<Told> shuffled = new ArrayList<>(told);
            shuffled.addAll(told);
            Collections.shuffle(shuffled, random);
            for (int from = 0; from < shuffled.size(); from += 7) {
                people.tell(new TenantId(apart), shuffled.subList(from, Math.min(shuffled.size(), from + 7)));
            }
            assertThat(stored(apart))
                    .as("seed %d", seed)
                    .isEqualTo(stored(together))
                    .isNotEmpty();
        }
    }

    @Test
    void aUserBelongsToTheAccountNamedLastUnderAnyIdOfTheUser() {
        TenantId id = new TenantId(tenant);
        people.tell(
                id,
                List.of(
                        new Told.Membership(new UserId("u1"), new AccountId("old"), minute(1), traits()),
                        new Told.Membership(new UserId("device"), new AccountId("new"), minute(2), traits()),
                        new Told.Alias(new UserId("device"), new UserId("u1"), minute(3)),
                        new Told.Membership(new UserId("u2"), new AccountId("other"), minute(9), traits())));
        assertThat(people.accountsOf(id, List.of(new UserId("u1"), new UserId("device"), new UserId("nobody"))))
                .containsEntry(new UserId("u1"), new AccountId("new"))
                .containsEntry(new UserId("device"), new AccountId("new"))
                .hasSize(2);
        assertThat(people.accountsOf(new TenantId(TestTenants.fresh()), List.of(new UserId("u1"))))
                .isEmpty();
        assertThat(people.accountsOf(id, List.of())).isEmpty();
    }

    private ValidatableResponse users(String query) {
        return Api.as(tenant, "usage:read")
                .get("/v1/accounts/{id}/users?to=2026-03-03" + query, "acme")
                .then()
                .statusCode(200);
    }

    @Test
    void anAccountsUsersHaveTheirDepartmentRoleAndActivity() {
        send(
                tenant,
                event(
                        "1",
                        "login",
                        "acme",
                        "2026-02-20T03:00:00Z",
                        "{\"user_id\":\"ann\",\"department\":\"Sales\",\"role\":\"user\"}"),
                event(
                        "2",
                        "login",
                        "acme",
                        "2026-02-21T03:00:00Z",
                        "{\"user_id\":\"ann\",\"department\":\"Finance\",\"team\":\"x\"}"),
                login("3", "acme", "ann", "2026-02-21T04:00:00Z"),
                login("4", "acme", "device-1", "2026-02-22T04:00:00Z"),
                login("5", "acme", "ben", "2025-11-01T04:00:00Z"),
                login("6", "beta", "carl", "2026-02-22T04:00:00Z"),
                event("7", "ping", "acme", "2026-02-22T05:00:00Z", "{\"department\":\"Nobody's\"}"));
        people.tell(
                new TenantId(tenant),
                List.of(
                        new Told.Alias(new UserId("device-1"), new UserId("ann"), minute(1)),
                        new Told.Traits(new UserId("dora"), minute(1), traits("role", "owner")),
                        new Told.Membership(new UserId("dora"), new AccountId("acme"), minute(2), traits())));
        users("")
                .body("data.user_id", contains("ann", "dora"))
                .body("data[0].department", equalTo("Finance"))
                .body("data[0].role", equalTo("user"))
                .body("data[0].last_seen_at", equalTo("2026-02-22T04:00:00Z"))
                .body("data[0].active_days", equalTo(3))
                .body("data[0].events", equalTo(4))
                .body("data[1].role", equalTo("owner"))
                .body("data[1].department", nullValue())
                .body("data[1].last_seen_at", nullValue())
                .body("data[1].active_days", equalTo(0));
        users("&from=2025-10-01").body("data.user_id", contains("ann", "ben", "dora"));
        String cursor = users("&from=2025-10-01&limit=2")
                .body("data", hasSize(2))
                .body("has_more", equalTo(true))
                .extract()
                .path("next_cursor");
        users("&from=2025-10-01&limit=2&cursor=" + cursor)
                .body("data.user_id", contains("dora"))
                .body("has_more", equalTo(false));
    }

    @Test
    void aUserIsShownWithEveryIdTraitAndAccount() {
        people.tell(
                new TenantId(tenant),
                List.of(
                        new Told.Traits(new UserId("ann"), minute(1), traits("plan_interest", "gold", "mood", "good")),
                        new Told.Membership(
                                new UserId("ann"), new AccountId("acme"), minute(2), traits("department", "Finance")),
                        new Told.Alias(new UserId("device-1"), new UserId("ann"), minute(3))));
        SortedMap<String, JsonNode> back = new TreeMap<>();
        back.put("mood", JsonNodeFactory.instance.nullNode());
        people.tell(new TenantId(tenant), List.of(new Told.Traits(new UserId("ann"), minute(4), back)));
        for (String id : List.of("ann", "device-1")) {
            Api.as(tenant, "usage:read")
                    .get("/v1/usage-users/{id}", id)
                    .then()
                    .statusCode(200)
                    .body("user_id", equalTo("ann"))
                    .body("ids", contains("ann", "device-1"))
                    .body("traits.plan_interest", equalTo("gold"))
                    .body("traits.mood", nullValue())
                    .body("accounts.account_id", contains("acme"))
                    .body("accounts[0].traits.department", equalTo("Finance"));
        }
        Api.as(tenant, "usage:read", "personal:masked")
                .get("/v1/usage-users/{id}", "ann")
                .then()
                .statusCode(200)
                .body("user_id", equalTo("ann"))
                .body("traits", anEmptyMap())
                .body("accounts[0].account_id", equalTo("acme"))
                .body("accounts[0].traits", anEmptyMap());
        BadInput.isProblem(
                Api.as(TestTenants.fresh(), "usage:read").get("/v1/usage-users/{id}", "ann"), 404, "not_found");
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read").get("/v1/accounts/acme/users?from=2020-01-01&depth=1"),
                400,
                "invalid_request");
    }
}
