package dev.keizoku.gateway;

import dev.keizoku.kernel.ProblemType;

/** The errors only the gateway answers. */
public enum GatewayProblem implements ProblemType {
    CHANGED_MEANWHILE("changed_meanwhile", 412, "Somebody else changed it first", "ほかの人が先に変更しました"),
    EXPORT_EXPIRED("export_expired", 410, "The content of the export is no longer kept", "エクスポートの内容は保存期間を過ぎました"),
    EXPORT_NOT_READY("export_not_ready", 409, "The export has no content to fetch", "エクスポートには取得できる内容がありません"),
    HEADERS_TOO_LARGE("headers_too_large", 431, "The headers are larger than allowed", "ヘッダーが許された大きさを超えています"),
    KEY_OVER("key_over", 409, "The key cannot be replaced any more", "このキーはもう置き換えられません"),
    LAST_ADMIN_KEY(
            "last_admin_key",
            409,
            "The last key that can administer the tenant cannot be revoked",
            "テナントを管理できる最後のキーは無効にできません"),
    ENDPOINT_DISABLED("endpoint_disabled", 409, "The endpoint is switched off", "このエンドポイントは停止しています"),
    MEMBER_EXISTS(
            "member_exists", 409, "There is another member of that subject or address", "同じサブジェクトまたはアドレスのメンバーがすでにいます"),
    NO_SECRET("no_secret", 409, "The endpoint has no secret of ours", "このエンドポイントには当方の署名用シークレットがありません"),
    RANGE_NOT_SATISFIABLE("range_not_satisfiable", 416, "None of the bytes asked for are there", "求められた範囲のバイトはありません"),
    TENANT_EXISTS("tenant_exists", 409, "There is a tenant of that id", "同じ ID のテナントがすでにあります"),
    TENANT_SUSPENDED("tenant_suspended", 403, "The tenant is suspended", "このテナントは停止されています"),
    TOKENS_CLAIMED("tokens_claimed", 409, "These tokens are somebody's already", "これらのトークンはすでにほかで使われています"),
    CONNECTION_PAUSED("connection_paused", 409, "The connection is paused", "この接続は一時停止しています"),
    TOO_MANY_CONNECTIONS(
            "too_many_connections", 409, "The tenant has as many connections as it may", "テナントの接続数が上限に達しています"),
    TOO_MANY_ENDPOINTS(
            "too_many_endpoints", 409, "The tenant has as many endpoints as it may", "テナントのエンドポイント数が上限に達しています"),
    TOO_MANY_STREAMS("too_many_streams", 429, "As many streams are open as may be", "開いているストリームの数が上限に達しています"),
    URI_TOO_LONG("uri_too_long", 414, "The path and query are longer than allowed", "パスとクエリが許された長さを超えています");

    private final String slug;
    private final int status;
    private final String title;
    private final String japaneseTitle;

    GatewayProblem(String slug, int status, String title, String japaneseTitle) {
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
