package dev.keizoku.gateway.people;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class MemberResourceTest {

    @Inject
    Jdbi jdbi;

    private final StubProvider provider = new StubProvider();
    private Door.Tenant tenant;

    @BeforeEach
    void begin() {
        tenant = Door.newTenant();
        Staff.believe(tenant, provider);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void findsAMemberBySubjectOrVerifiedAddress() {
        bySubject("sato", "u1", "admin").then().statusCode(201);
        Staff.member(tenant, "hana", "{\"email\": \"Hana@acme.example\", \"role\": \"viewer\"}")
                .then()
                .statusCode(201);
        assertThat(Door.with(provider.token("u1", Map.of())).get("/v1/members").statusCode())
                .isEqualTo(200);
        String verified = provider.token("u2", Map.of("email", "hana@ACME.example", "email_verified", true));
        assertThat(Staff.status(verified)).isEqualTo(200);
        isProblem(Door.with(verified).get("/v1/members"), 403, "forbidden");
        assertThat(Staff.status(provider.token("u2", Map.of("email", "hana@acme.example"))))
                .isEqualTo(403);
        assertThat(Staff.status(provider.token("u2", Map.of("email", "hana@acme.example", "email_verified", "false"))))
                .isEqualTo(403);
    }

    @Test
    void holdsAMembersRoleAboveThatOfTheToken() {
        bySubject("sato", "u1", "viewer").then().statusCode(201);
        String boss = provider.token("u1", Map.of("roles", "boss"));
        isProblem(Door.with(boss).get("/v1/members"), 403, "forbidden");
        bySubject("sato", "u1", "admin").then().statusCode(200);
        assertThat(Door.with(boss).get("/v1/members").statusCode()).isEqualTo(200);
    }

    @Test
    void letsNobodyPassForAMember() {
        bySubject("sato", "u1", "viewer").then().statusCode(201);
        assertThat(Staff.status(provider.token("sato", Map.of("roles", "boss"))))
                .isEqualTo(403);
        assertThat(Staff.status(provider.token("operator", Map.of("roles", "boss"))))
                .isEqualTo(403);
        assertThat(Staff.status(provider.token(tenant.key().substring(0, 11), Map.of("roles", "boss"))))
                .isEqualTo(403);
        isProblem(bySubject("kato", "u1", "admin"), 409, "member_exists");
    }

    @Test
    void refusesARoleTakenBackAtOnceAndElsewhereWithinFiveSeconds() {
        bySubject("sato", "u1", "admin").then().statusCode(201);
        bySubject("kato", "u2", "viewer").then().statusCode(201);
        String sato = provider.token("u1", Map.of());
        String kato = provider.token("u2", Map.of());
        assertThat(Staff.status(sato)).isEqualTo(200);
        assertThat(Staff.status(kato)).isEqualTo(200);
        Door.with(tenant.key()).delete("/v1/members/sato").then().statusCode(204);
        assertThat(Staff.status(sato)).isEqualTo(403);
        assertThat(Staff.status(kato)).isEqualTo(200);
        jdbi.useHandle(handle -> handle.createUpdate("delete from member where tenant = :tenant")
                .bind("tenant", tenant.id())
                .execute());
        Eventually.within(Duration.ofSeconds(5), () -> Staff.status(kato) == 403);
    }

    @Test
    void notesWhoGaveAndTookRoles() {
        bySubject("sato", "u1", "admin").then().statusCode(201);
        Response again = bySubject("sato", "u1", "admin");
        assertThat(again.statusCode()).isEqualTo(200);
        Door.with(provider.token("u1", Map.of()))
                .delete("/v1/members/sato")
                .then()
                .statusCode(204);
        List<String> notes = jdbi.withHandle(handle -> handle.createQuery("""
                        select action || ' ' || actor from audit_trail
                        where tenant = :tenant and action like 'member%' order by id
                        """)
                .bind("tenant", tenant.id())
                .mapTo(String.class)
                .list());
        assertThat(notes).containsExactly("member.changed " + tenant.key().substring(0, 11), "member.removed sato");
    }

    @Test
    void listsInPagesAndOnlyItsOwn() {
        Door.Tenant other = Door.newTenant();
        Staff.member(other, "theirs", "{\"email\": \"a@b.example\", \"role\": \"viewer\"}")
                .then()
                .statusCode(201);
        for (String id : List.of("a", "b", "c")) {
            bySubject(id, "sub-" + id, "viewer").then().statusCode(201);
        }
        List<String> ids = new ArrayList<>();
        String uri = "/v1/members?limit=2";
        while (uri != null) {
            JsonPath page = Door.with(tenant.key()).get(uri).jsonPath();
            ids.addAll(page.getList("data.member_id"));
            uri = page.getBoolean("has_more") ? "/v1/members?limit=2&cursor=" + page.getString("next_cursor") : null;
        }
        assertThat(ids).containsExactly("a", "b", "c");
        Response foreign = Door.with(tenant.key()).get("/v1/members/theirs");
        Response never = Door.with(tenant.key()).get("/v1/members/never");
        isProblem(foreign, 404, "not_found");
        assertThat(foreign.jsonPath().getString("detail"))
                .isEqualTo(never.jsonPath().getString("detail"));
        isProblem(Door.with(tenant.key()).delete("/v1/members/theirs"), 404, "not_found");
    }

    @Test
    void namesEveryBadField() {
        Response bad = Door.proxied(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"email\": \"nobody\", \"role\": \"root\", \"tenant\": \"other\"}")
                .put("/v1/members/sato");
        isProblem(bad, 400, "invalid_request");
        assertThat(bad.jsonPath().getList("errors.pointer", String.class)).contains("/email", "/role", "/tenant");
        Response taken = Door.proxied(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"role\": \"viewer\", \"provider\": \"other\", \"subject\": \"u1\"}")
                .put("/v1/members/operator");
        assertThat(taken.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("/member_id", "/provider");
        BadInput.check(
                () -> Door.proxied(tenant.key()),
                (request, body) -> send(request, body).put("/v1/members/sato"));
    }

    private Response bySubject(String id, String subject, String role) {
        return Staff.member(
                tenant, id, "{\"provider\": \"login\", \"subject\": \"" + subject + "\", \"role\": \"" + role + "\"}");
    }

    private static RequestSpecification send(RequestSpecification request, Object body) {
        return body instanceof byte[] bytes ? request.body(bytes) : request.body((String) body);
    }
}
