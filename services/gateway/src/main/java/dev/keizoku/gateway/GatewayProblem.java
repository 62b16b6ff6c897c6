package dev.keizoku.gateway;

import dev.keizoku.kernel.ProblemType;

/** The errors only the gateway answers. */
public enum GatewayProblem implements ProblemType {
    CHANGED_MEANWHILE("changed_meanwhile", 412, "Somebody else changed it first"),
    LAST_ADMIN_KEY("last_admin_key", 409, "The last key that can administer the tenant cannot be revoked"),
    TENANT_EXISTS("tenant_exists", 409, "There is a tenant of that id");

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
