package dev.keizoku.usage.promise;

/** How a request wants its events taken. */
enum Terms {
    EACH_BY_ITSELF(""),
    STRICT("?strict=true"),
    DRY("?dry_run=true");

    private final String query;

    Terms(String query) {
        this.query = query;
    }

    String query() {
        return query;
    }
}
