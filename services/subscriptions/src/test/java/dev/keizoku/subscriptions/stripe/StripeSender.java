package dev.keizoku.subscriptions.stripe;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/** Stripe, as far as a tenant's webhook sees it. */
record StripeSender(Shop shop, String endpoint, String secret, Instant now) {

    static final String SECRET = "whsec_test_of_a_secret";

    static StripeSender connect(Shop shop, Instant now, String more) {
        Response answer = Api.as(shop.tenant(), "admin")
                .contentType(ContentType.JSON)
                .body("{\"signing_secrets\": [\"" + SECRET + "\"]" + more + "}")
                .put("/v1/integrations/stripe");
        answer.then().statusCode(201);
        return new StripeSender(shop, answer.jsonPath().getString("endpoint"), SECRET, now);
    }

    static StripeSender connect(Shop shop, Instant now) {
        return connect(shop, now, "");
    }

    String header(String body) {
        String at = Long.toString(now.getEpochSecond());
        return "t=" + at + ",v1="
                + HexFormat.of().formatHex(StripeSignature.sign(secret, at, body.getBytes(StandardCharsets.UTF_8)));
    }

    Response send(String body) {
        return send(Api.as("*", "stripe:webhook"), body);
    }

    Response sendUnchecked(String body) {
        return send(Api.unchecked("*", "stripe:webhook"), body);
    }

    private Response send(RequestSpecification request, String body) {
        return request.contentType(ContentType.JSON)
                .header("Stripe-Signature", header(body))
                .queryParam("endpoint", endpoint)
                .body(body)
                .post("/v1/integrations/stripe/webhook");
    }

    String outcome(String body) {
        Response answer = send(body);
        answer.then().statusCode(200);
        return answer.jsonPath().getString("outcome");
    }
}
