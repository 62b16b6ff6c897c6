package dev.keizoku.usage.correction;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.person.People;
import dev.keizoku.usage.person.Told;
import dev.keizoku.usage.rejection.Rejection;
import dev.keizoku.usage.rejection.Rejections;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class UserDataTest {

    @Inject
    Jdbi jdbi;

    @Inject
    People people;

    @Inject
    Erasures erasures;

    @Inject
    Rejections rejections;

    private String tenant = "";

    @BeforeEach
    void aTenantWithTwoUsers() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
        send(
                tenant,
                event(
                        "1",
                        "login",
                        "acme",
                        "2026-01-20T03:00:00Z",
                        "{\"user_id\":\"ann@acme.test\",\"department\":\"Finance\",\"email\":\"ann@acme.test\"}"),
                login("2", "acme", "ann@acme.test", "2026-02-20T03:00:00Z"),
                login("3", "acme", "ann@acme.test", "2026-02-20T04:00:00Z"),
                login("4", "acme", "device-9", "2026-02-20T05:00:00Z"),
                login("5", "acme", "ben", "2026-02-20T06:00:00Z"));
        people.tell(
                new TenantId(tenant),
                List.of(new Told.Alias(new UserId("device-9"), new UserId("ann@acme.test"), MutableClock.START)));
    }

    @Test
    void rejectedEventsThatNameTheUserUnderAnyIdAreDeleted() {
        List<FieldError> errors = List.of(new FieldError("/event", "required", "This field is needed."));
        rejections.add(
                new TenantId(tenant),
                List.of(
                        new Rejection("segment", "web", "8", errors, "{\"userId\":\"device-9\"}"),
                        new Rejection("segment", "web", "9", errors, "{\"userId\":\"ben\"}")));

        forget("ann@acme.test").body("rejected_events", equalTo(1));

        Api.as(tenant, "usage:read").get("/v1/rejected-events").then().body("data.id", equalTo(List.of("9")));
    }

    private ValidatableResponse forget(String user) {
        return Api.as(tenant, "admin").delete("/v1/users/{id}", user).then().statusCode(200);
    }

    private ValidatableResponse usage(String query) {
        return Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-01-01&to=2026-03-05&interval=month" + query)
                .then();
    }

    @Test
    void theReceiptCountsTheRowsAndFiguresStay() {
        forget("ann@acme.test")
                .body("status", equalTo("done"))
                .body("events", equalTo(4))
                .body("rollup_rows", equalTo(2))
                .body("traits", equalTo(1))
                .body("memberships", equalTo(1))
                .body("aliases", equalTo(1));
        usage("").body("data.count", equalTo(List.of(1, 4)));
        usage("&group_by=user").body("data", hasSize(3));
        Api.as(tenant, "usage:read")
                .get("/v1/accounts/{id}/usage", "acme")
                .then()
                .body("users_active_28", equalTo(2));
    }

    @Test
    void theUsersEventsAreToldUntilTheyAreTaken() {
        Api.as(tenant, "internal")
                .get("/v1/user-events/{id}", "ann@acme.test")
                .then()
                .statusCode(200)
                .body("events.user_id", everyItem(equalTo("ann@acme.test")))
                .body("events", not(empty()))
                .body("has_more", equalTo(false));
        forget("ann@acme.test");
        Api.as(tenant, "internal")
                .get("/v1/user-events/{id}", "ann@acme.test")
                .then()
                .body("events", empty());
        BadInput.isProblem(Api.unchecked(tenant, "admin").get("/v1/user-events/{id}", "ben"), 403, "forbidden");
    }

    @Test
    void nothingOfTheUserIsLeftInAnyTable() {
        forget("ann@acme.test");
        for (String table :
                List.of("event", "usage_day", "person_trait", "membership", "user_alias", "erasure", "audit_entry")) {
            long left = jdbi.withHandle(handle -> handle.createQuery("""
                            select count(*) from %s as found join tenant_number using (tenant_no)
                            where tenant = :tenant
                                and (found::text like '%%ann@acme%%' or found::text like '%%device-9%%')
                            """.formatted(table))
                    .bind("tenant", tenant)
                    .mapTo(Long.class)
                    .one());
            assertThat(left).as(table).isZero();
        }
        BadInput.isProblem(Api.as(tenant, "usage:read").get("/v1/usage-users/{id}", "ann@acme.test"), 404, "not_found");
    }

    @Test
    void askingAgainFindsNothingAndTheIdentitiesStayUsed() {
        forget("ann@acme.test");
        forget("ann@acme.test").body("events", equalTo(0)).body("rollup_rows", equalTo(0));
        assertThat(send(tenant, login("2", "acme", "ann@acme.test", "2026-02-20T03:00:00Z"))
                        .jsonPath()
                        .getInt("duplicate"))
                .isEqualTo(1);
        send(tenant, login("6", "acme", "ann@acme.test", "2026-03-01T03:00:00Z"));
        usage("&user_id=ann@acme.test").body("data.count", equalTo(List.of(1)));
    }

    @Test
    void whatAStoppedProcessLeftIsGoneOnWith() {
        jdbi.useHandle(handle -> handle.execute("""
                        insert into erasure (asked_at, tenant_no, user_id, anonymous_id, actor)
                        select now(), tenant_no, 'ben', 'anonymous-x', 'key' from tenant_number where tenant = ?
                        """, tenant));
        erasures.goOn();
        usage("&user_id=ben").body("data", hasSize(0));
        usage("&user_id=anonymous-x").body("data.count", equalTo(List.of(1)));
    }

    @Test
    void othersAreLeftAlone() {
        String other = TestTenants.fresh();
        send(other, login("1", "acme", "ann@acme.test", "2026-02-20T03:00:00Z"));
        forget("ann@acme.test");
        Api.as(other, "usage:read")
                .get("/v1/usage?from=2026-02-01&to=2026-03-05&user_id=ann@acme.test")
                .then()
                .body("data", hasSize(1));
        assertThat(people.accountsOf(new TenantId(tenant), List.of(new UserId("ann@acme.test"))))
                .isEmpty();
        people.tell(
                new TenantId(tenant),
                List.of(new Told.Membership(
                        new UserId("ben"), new AccountId("acme"), MutableClock.START, new TreeMap<>())));
        assertThat(people.accountsOf(new TenantId(tenant), List.of(new UserId("ben"))))
                .containsEntry(new UserId("ben"), new AccountId("acme"));
        BadInput.isProblem(Api.unchecked(tenant, "usage:write").delete("/v1/users/ben"), 403, "forbidden");
    }
}
