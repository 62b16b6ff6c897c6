package dev.keizoku.gateway;

import dev.keizoku.kernel.ProblemType;

/** The errors only the gateway answers. */
public enum GatewayProblem implements ProblemType {
    CHANGED_MEANWHILE("changed_meanwhile", 412, "Somebody else changed it first"),
    EXPORT_EXPIRED("export_expired", 410, "The content of the export is no longer kept"),
    EXPORT_NOT_READY("export_not_ready", 409, "The export has no content to fetch"),
    HEADERS_TOO_LARGE("headers_too_large", 431, "The headers are larger than allowed"),
    KEY_OVER("key_over", 409, "The key cannot be replaced any more"),
    LAST_ADMIN_KEY("last_admin_key", 409, "The last key that can administer the tenant cannot be revoked"),
    ENDPOINT_DISABLED("endpoint_disabled", 409, "The endpoint is switched off"),
    MEMBER_EXISTS("member_exists", 409, "There is another member of that subject or address"),
    NO_SECRET("no_secret", 409, "The endpoint has no secret of ours"),
    RANGE_NOT_SATISFIABLE("range_not_satisfiable", 416, "None of the bytes asked for are there"),
    TENANT_EXISTS("tenant_exists", 409, "There is a tenant of that id"),
    TENANT_SUSPENDED("tenant_suspended", 403, "The tenant is suspended"),
    TOKENS_CLAIMED("tokens_claimed", 409, "These tokens are somebody's already"),
    CONNECTION_PAUSED("connection_paused", 409, "The connection is paused"),
    TOO_MANY_CONNECTIONS("too_many_connections", 409, "The tenant has as many connections as it may"),
    TOO_MANY_ENDPOINTS("too_many_endpoints", 409, "The tenant has as many endpoints as it may"),
    TOO_MANY_STREAMS("too_many_streams", 429, "As many streams are open as may be"),
    URI_TOO_LONG("uri_too_long", 414, "The path and query are longer than allowed");

    private final String slug;
    private final int status;
    private final String title;

    GatewayProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }
}
