package dev.keizoku.gateway.document;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithGateway
class PublicPagesTest {

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/yaml"})
    void servesOneValidDocument(String format) {
        Response answer = Api.anonymous().accept(format).get("/q/openapi");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(format);
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(answer.asString(), null, options);
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths())
                .containsKeys("/v1/tenants", "/v1/accounts/{account_id}/overview", "/v1/events", "/v1/imports")
                .doesNotContainKeys("/v1/subscription-changes", "/v1/tenants/{tenant}");
        assertThat(parsed.getOpenAPI().getComponents().getSecuritySchemes())
                .containsKeys("key", "key_header", "key_as_user", "operator");
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html, /q/swagger-ui",
        "/q/swagger-ui, text/html, swagger-ui-bundle.js",
        "/q/swagger-ui/, text/html, swagger-ui-bundle.js",
        "/q/swagger-ui/start.js, text/javascript, /q/openapi",
        "/q/swagger-ui/swagger-ui.css, text/css, .swagger-ui",
        "/q/swagger-ui/swagger-ui-bundle.js, text/javascript, SwaggerUIBundle"
    })
    void servesThePages(String path, String type, String content) {
        Response answer = Api.anonymous().redirects().follow(false).get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(type);
        assertThat(answer.asString()).contains(content);
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
    }

    @Test
    void onlyReadsThem() {
        Response answer = Api.anonymous().delete("/q/openapi");
        isProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
    }
}
