package dev.keizoku.kernel;

/** The errors every service can answer. */
public enum CommonProblem implements ProblemType {
    INVALID_REQUEST("invalid_request", 400, "The request has fields that cannot be accepted", "リクエストに受け付けられない項目があります"),
    MALFORMED_JSON("malformed_json", 400, "The body is not the JSON the contract asks for", "本文が契約で定めた JSON ではありません"),
    UNAUTHENTICATED("unauthenticated", 401, "A valid credential is needed", "有効な認証情報が必要です"),
    FORBIDDEN("forbidden", 403, "The credential does not allow this", "この認証情報では許可されていません"),
    NOT_FOUND("not_found", 404, "There is nothing here", "ここには何もありません"),
    METHOD_NOT_ALLOWED("method_not_allowed", 405, "The resource does not offer this method", "このリソースではこのメソッドを使えません"),
    NOT_ACCEPTABLE(
            "not_acceptable", 406, "The answer cannot be given in the asked media type", "求められたメディアタイプでは応答できません"),
    REQUEST_TIMEOUT("request_timeout", 408, "The request did not arrive in time", "リクエストが時間内に届きませんでした"),
    CONFLICT("conflict", 409, "The request contradicts what is stored", "リクエストが保存済みの内容と矛盾しています"),
    PAYLOAD_TOO_LARGE("payload_too_large", 413, "The body is larger than allowed", "本文が許された大きさを超えています"),
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported_media_type",
            415,
            "The body's media type or encoding is not supported",
            "本文のメディアタイプまたはエンコーディングに対応していません"),
    UNPROCESSABLE(
            "unprocessable", 422, "The request is well formed but cannot be carried out", "リクエストの形式は正しいものの、実行できません"),
    TOO_MANY_REQUESTS("too_many_requests", 429, "Too many requests", "リクエストが多すぎます"),
    INTERNAL("internal", 500, "Something went wrong on our side", "サーバー側で問題が起きました"),
    UNAVAILABLE("unavailable", 503, "Not available at the moment", "現在利用できません"),
    TENANT_NOT_READY("tenant_not_ready", 503, "The tenant is not known here yet", "このテナントはまだここに登録されていません");

    private final String slug;
    private final int status;
    private final String title;
    private final String japaneseTitle;

    CommonProblem(String slug, int status, String title, String japaneseTitle) {
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
