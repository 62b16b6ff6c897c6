package dev.keizoku.usage;

import dev.keizoku.kernel.ProblemType;

/** The errors only this service can answer. */
public enum UsageProblem implements ProblemType {
    BATCH_REFUSED(
            "batch_refused",
            422,
            "The batch was to be stored whole or not at all, and was not",
            "一括保存を求められましたが、保存できませんでした"),
    MALFORMED_CSV("malformed_csv", 400, "The body is not the table the contract asks for", "本文が契約で定めた表ではありません"),
    QUERY_TOO_LARGE(
            "query_too_large",
            422,
            "More events would have to be read than one answer may take",
            "一度の応答で読めるイベント数を超えています"),
    TOO_MANY_EVENTS("too_many_events", 413, "The batch holds more events than a request may", "一度に送れるイベント数を超えています"),
    TOO_MANY_ROWS("too_many_rows", 422, "The answer would have more rows than one may", "一度に返せる行数を超えています");

    private final String slug;
    private final int status;
    private final String title;
    private final String japaneseTitle;

    UsageProblem(String slug, int status, String title, String japaneseTitle) {
        this.slug = slug;
        this.status = status;
        this.title = title;
        this.japaneseTitle = japaneseTitle;
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
    public String japaneseTitle() {
        return japaneseTitle;
    }

    @Override
    public int status() {
        return status;
    }
}
