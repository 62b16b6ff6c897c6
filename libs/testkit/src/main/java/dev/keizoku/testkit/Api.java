package dev.keizoku.testkit;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.Contract;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** Requests to the service under test, each checked against its contract, answer included. */
public final class Api {

    private static final Map<String, OpenApiValidationFilter> FILTERS = new ConcurrentHashMap<>();

    private Api() {}

    /** A request of a tenant with the scopes; a request or answer that leaves the contract fails the test. */
    public static RequestSpecification as(String tenant, String... scopes) {
        return unchecked(tenant, scopes).filter(contractFilter());
    }

    /** The same without the contract check: for requests that are wrong on purpose. */
    public static RequestSpecification unchecked(String tenant, String... scopes) {
        return anonymous().header("Authorization", "Bearer " + Tokens.of(tenant, scopes));
    }

    /** A request without any credential. */
    public static RequestSpecification anonymous() {
        return RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)));
    }

    /** The check of the running service's contract. */
    public static OpenApiValidationFilter contractFilter() {
        String service = ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
        return FILTERS.computeIfAbsent(service, Api::filterOf);
    }

    private static OpenApiValidationFilter filterOf(String service) {
        ObjectNode contract = Contract.load(service);
        contract.remove("servers");
        LevelResolver levels = LevelResolver.create()
                // The credential is the security tests' business; the contract names no base path.
                .withLevel("validation.request.security.missing", ValidationReport.Level.IGNORE)
                .withLevel("validation.request.security.invalid", ValidationReport.Level.IGNORE)
                .build();
        return new OpenApiValidationFilter(
                OpenApiInteractionValidator.createForInlineApiSpecification(contract.toString())
                        .withLevelResolver(levels)
                        .build());
    }
}
