package dev.keizoku.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.Api;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The ways a test comes to the gateway. */
public final class Door {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private Door() {}

    /** A tenant nobody else uses, and its first key. */
    public record Tenant(String id, String key) {}

    public static Tenant newTenant() {
        String id = "door-" + TENANTS.incrementAndGet();
        JsonPath created = with(GatewayUnderTest.OPERATOR_KEY)
                .contentType(ContentType.JSON)
                .body("""
                        {"tenant": "%s", "name": "Acme", "zone": "Asia/Tokyo", "currency": "JPY"}
                        """.formatted(id))
                .post("/v1/tenants")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Tenant(id, created.getString("api_key.key"));
    }

    /** The operator lets nobody in for a tenant. */
    public static Response suspend(String tenant) {
        return with(GatewayUnderTest.OPERATOR_KEY)
                .contentType(ContentType.JSON)
                .body("{\"reason\": \"invoices unpaid\"}")
                .post("/v1/tenants/" + tenant + "/suspend");
    }

    /** The operator lets a tenant in again. */
    public static Response resume(String tenant) {
        return with(GatewayUnderTest.OPERATOR_KEY).post("/v1/tenants/" + tenant + "/resume");
    }

    /** A further key of a tenant with these scopes. */
    public static String keyWith(Tenant tenant, String... scopes) {
        return with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"name\": \"test\", \"scopes\": [\"" + String.join("\", \"", scopes) + "\"]}")
                .post("/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("key");
    }

    /** A request that shows a key, on a path of the gateway's own contract. */
    public static RequestSpecification with(String key) {
        return proxied(key).filter(Api.contractFilter());
    }

    /** A request that shows a key, on a path of a service's contract or a deliberately bad one. */
    public static RequestSpecification proxied(String key) {
        return Api.anonymous().urlEncodingEnabled(false).header("Authorization", "Bearer " + key);
    }

    /** Sends exactly these bytes and gives everything that comes back until the other side closes. */
    public static String raw(String request) {
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same up to the end of the head of the answer. */
    public static String head(String request) {
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return head(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads one head and not a byte more. */
    public static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = socket.getInputStream().read();
            if (c < 0) {
                break;
            }
            head.append((char) c);
        }
        return head.toString();
    }

    /** A connection to the gateway, for requests that arrive in pieces. */
    public static Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** The status of a raw answer, which must be a problem document with a request id when it is an error. */
    public static int status(String answer) {
        int status = Integer.parseInt(answer.substring(9, 12));
        if (status >= 400) {
            assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                    .contains("content-type: application/problem+json", "x-request-id: ");
        }
        return status;
    }
}
