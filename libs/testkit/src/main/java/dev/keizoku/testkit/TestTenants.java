package dev.keizoku.testkit;

import io.restassured.http.ContentType;
import java.util.concurrent.atomic.AtomicInteger;

/** Tenants of the service under test, made the way the gateway makes them. */
public final class TestTenants {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestTenants() {}

    /** A tenant nobody else uses, in UTC and USD. */
    public static String fresh() {
        return fresh("UTC", "USD");
    }

    public static String fresh(String zone, String currency) {
        return create("tenant-" + COUNT.incrementAndGet(), zone, currency);
    }

    public static String create(String tenant, String zone, String currency) {
        return put(tenant, 1, zone, currency);
    }

    public static String put(String tenant, long version, String zone, String currency) {
        Api.as(tenant, "operator")
                .contentType(ContentType.JSON)
                .body("""
                        {"tenant": "%s", "version": %d, "name": "%s", "zone": "%s", "currency": "%s",
                         "language": "en", "fiscal_year_start_month": 1}
                        """.formatted(tenant, version, tenant, zone, currency))
                .put("/v1/tenants/{tenant}", tenant)
                .then()
                .statusCode(204);
        return tenant;
    }
}
