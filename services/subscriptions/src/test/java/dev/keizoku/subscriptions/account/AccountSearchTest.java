package dev.keizoku.subscriptions.account;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class AccountSearchTest {

    @Inject
    Jdbi jdbi;

    private String tenant;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenants.fresh();
    }

    private void account(String id, String body) {
        Api.as(tenant, "subscriptions:write")
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(201);
    }

    private List<String> found(String text, String... scopes) {
        return Api.as(
                        tenant,
                        Stream.concat(Stream.of("subscriptions:read"), Stream.of(scopes))
                                .toArray(String[]::new))
                .queryParam("q", text)
                .get("/v1/accounts/search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data.account_id", String.class);
    }

    private String folded(String text) {
        return jdbi.withHandle(handle -> handle.createQuery("select search_folded(cast(:text as text) collate \"C\")")
                .bind("text", text)
                .mapTo(String.class)
                .one());
    }

    @Test
    void foldsWhatIsTheSameToPeople() {
        Map<String, String> same = Map.ofEntries(
                Map.entry("ＡＣＭＥ　Ｉｎｃ．", "acme"),
                Map.entry("Acme Co., Ltd.", "acme"),
                Map.entry("ACME K.K.", "acme"),
                Map.entry("株式会社アクメ", "アクメ"),
                Map.entry("㈱あくめ", "アクメ"),
                Map.entry("ｱｸﾒ(株)", "アクメ"),
                Map.entry("（有）アクメ", "アクメ"),
                Map.entry("キヤノン", "キヤノン"),
                Map.entry("キャノン", "キヤノン"),
                Map.entry("ﾄﾞｺﾓ", "ドコモ"),
                Map.entry("Café-Zürich", "café zürich"),
                Map.entry("Incorporate It", "incorporate it"),
                Map.entry("株式会社", ""));
        same.forEach((said, expected) -> assertThat(folded(said)).as(said).isEqualTo(expected));
    }

    @Test
    void findsByNameIdExternalIdAttributeAndContact() {
        account(
                "acme-01",
                "{\"name\": \"株式会社アクメ商事\", \"external_ids\": {\"salesforce\": \"001A0000012bcDE\"},"
                        + " \"attributes\": {\"industry\": \"retail\"}}");
        account("beta", "{\"name\": \"Beta Holdings, Inc.\", \"attributes\": {\"industry\": \"finance\"}}");
        Api.as(tenant, "subscriptions:write")
                .contentType(ContentType.JSON)
                .body("{\"name\": \"山田 はなこ\"}")
                .put("/v1/accounts/beta/contacts/hanako")
                .then()
                .statusCode(201);
        assertThat(found("㈱あくめ")).containsExactly("acme-01");
        assertThat(found("商事")).containsExactly("acme-01");
        assertThat(found("ｱｸ")).containsExactly("acme-01");
        assertThat(found("商")).containsExactly("acme-01");
        assertThat(found("ACME 01")).containsExactly("acme-01");
        assertThat(found("001a0000012")).containsExactly("acme-01");
        assertThat(found("retail")).containsExactly("acme-01");
        assertThat(found("beta inc")).containsExactly("beta");
        assertThat(found("ハナコ")).containsExactly("beta");
        assertThat(found("ハナコ", "personal:masked")).isEmpty();
        assertThat(found("beta", "personal:masked")).containsExactly("beta");
        assertThat(found("industry")).isEmpty();
        assertThat(found("株式会社")).isEmpty();
        assertThat(found("100%")).isEmpty();
    }

    @Test
    void putsWhatIsCalledSoFirst() {
        account("a", "{\"name\": \"New Acme\"}");
        account("b", "{\"name\": \"Acme Trading\"}");
        account("c", "{\"name\": \"Acme Inc.\"}");
        assertThat(found("acme")).containsExactly("c", "b", "a");
        List<String> walked = new ArrayList<>();
        String cursor = null;
        do {
            var request =
                    Api.as(tenant, "subscriptions:read").queryParam("q", "acme").queryParam("limit", 1);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/v1/accounts/search")
                    .jsonPath();
            walked.addAll(page.getList("data.account_id", String.class));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        assertThat(walked).containsExactly("c", "b", "a");
    }

    @Test
    void forgetsAnOldName() {
        account("a", "{\"name\": \"Old\"}");
        Api.as(tenant, "subscriptions:write")
                .contentType(ContentType.JSON)
                .body("{\"name\": \"Young\"}")
                .put("/v1/accounts/a")
                .then()
                .statusCode(200);
        assertThat(found("old")).isEmpty();
        assertThat(found("young")).containsExactly("a");
    }

    @Test
    void findsNothingOfAnotherTenant() {
        account("a", "{\"name\": \"Acme\"}");
        assertThat(Api.as(TestTenants.fresh(), "subscriptions:read")
                        .queryParam("q", "acme")
                        .get("/v1/accounts/search")
                        .jsonPath()
                        .getList("data"))
                .isEmpty();
        isProblem(Api.unchecked(tenant, "subscriptions:read").get("/v1/accounts/search"), 400, "invalid_request");
        isProblem(
                Api.unchecked(tenant, "subscriptions:read").queryParam("q", " ").get("/v1/accounts/search"),
                400,
                "invalid_request");
    }

    @Test
    void streamsEveryAccountForExports() {
        account("a", "{\"name\": \"Acme\", \"attributes\": {\"country\": \"JP\"}}");
        account("b", "{\"name\": \"Beta\"}");
        assertThat(Api.as(tenant, "internal").get("/v1/export-rows/accounts").asString())
                .contains("\"account_id\":\"a\"", "\"account_id\":\"b\"")
                .endsWith("{\"end\":true,\"count\":2}\n");
        assertThat(Api.unchecked(tenant, "internal")
                        .get("/v1/export-rows/accounts?attribute.country=JP")
                        .asString())
                .endsWith("{\"end\":true,\"count\":1}\n");
    }
}
