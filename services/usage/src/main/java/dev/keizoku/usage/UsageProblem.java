package dev.keizoku.usage;

import dev.keizoku.kernel.ProblemType;

/** The errors only this service can answer. */
public enum UsageProblem implements ProblemType {
    BATCH_REFUSED("batch_refused", 422, "The batch was to be stored whole or not at all, and was not"),
    MALFORMED_CSV("malformed_csv", 400, "The body is not the table the contract asks for"),
    QUERY_TOO_LARGE("query_too_large", 422, "More events would have to be read than one answer may take"),
    TOO_MANY_EVENTS("too_many_events", 413, "The batch holds more events than a request may"),
    TOO_MANY_ROWS("too_many_rows", 422, "The answer would have more rows than one may");

    private final String slug;
    private final int status;
    private final String title;

    UsageProblem(String slug, int status, String title) {
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
