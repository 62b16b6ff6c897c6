package dev.keizoku.kernel;

/** The errors every service can answer. */
public enum CommonProblem implements ProblemType {
    INVALID_REQUEST("invalid_request", 400, "The request has fields that cannot be accepted"),
    MALFORMED_JSON("malformed_json", 400, "The body is not the JSON the contract asks for"),
    UNAUTHENTICATED("unauthenticated", 401, "A valid credential is needed"),
    FORBIDDEN("forbidden", 403, "The credential does not allow this"),
    NOT_FOUND("not_found", 404, "There is nothing here"),
    METHOD_NOT_ALLOWED("method_not_allowed", 405, "The resource does not offer this method"),
    NOT_ACCEPTABLE("not_acceptable", 406, "The answer cannot be given in the asked media type"),
    REQUEST_TIMEOUT("request_timeout", 408, "The request did not arrive in time"),
    CONFLICT("conflict", 409, "The request contradicts what is stored"),
    PAYLOAD_TOO_LARGE("payload_too_large", 413, "The body is larger than allowed"),
    UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415, "The body's media type or encoding is not supported"),
    UNPROCESSABLE("unprocessable", 422, "The request is well formed but cannot be carried out"),
    TOO_MANY_REQUESTS("too_many_requests", 429, "Too many requests"),
    INTERNAL("internal", 500, "Something went wrong on our side"),
    UNAVAILABLE("unavailable", 503, "Not available at the moment"),
    TENANT_NOT_READY("tenant_not_ready", 503, "The tenant is not known here yet");

    private final String slug;
    private final int status;
    private final String title;

    CommonProblem(String slug, int status, String title) {
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

    /** The common problem that stands for an HTTP status; {@link #INTERNAL} when none does. */
    static CommonProblem ofStatus(int status) {
        for (CommonProblem problem : values()) {
            if (problem.status == status && problem != MALFORMED_JSON) {
                return problem;
            }
        }
        return status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL;
    }
}
