package dev.keizoku.subscriptions;

import dev.keizoku.kernel.ProblemType;

/** The errors only this service answers. */
public enum SubscriptionsProblem implements ProblemType {
    ILLEGAL_CHANGE("illegal_change", 409, "The subscription's state does not allow this change", "契約の状態により、この変更はできません"),
    ID_REUSED("id_reused", 409, "The id is taken by something with another content", "この ID は別の内容ですでに使われています"),
    QUOTE_OUTDATED("quote_outdated", 409, "The quote no longer fits the subscription", "見積もりが現在の契約に合わなくなっています"),
    ACCOUNT_IN_USE("account_in_use", 409, "The account has subscriptions", "このアカウントには契約があります"),
    UNKNOWN_REFERENCE(
            "unknown_reference", 422, "The request refers to something that does not exist", "リクエストが存在しないものを参照しています"),
    PRICE_NOT_CHOSEN("price_not_chosen", 422, "The plan does not say which price is meant", "プランのどの価格を使うのか指定されていません");

    private final String slug;
    private final int status;
    private final String title;
    private final String japaneseTitle;

    SubscriptionsProblem(String slug, int status, String title, String japaneseTitle) {
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
