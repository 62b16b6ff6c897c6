package dev.keizoku.subscriptions;

import dev.keizoku.kernel.ProblemType;

/** The errors only this service answers. */
public enum SubscriptionsProblem implements ProblemType {
    ILLEGAL_CHANGE("illegal_change", 409, "The subscription's state does not allow this change"),
    ID_REUSED("id_reused", 409, "The id is taken by something with another content"),
    QUOTE_OUTDATED("quote_outdated", 409, "The quote no longer fits the subscription"),
    ACCOUNT_IN_USE("account_in_use", 409, "The account has subscriptions"),
    UNKNOWN_REFERENCE("unknown_reference", 422, "The request refers to something that does not exist"),
    PRICE_NOT_CHOSEN("price_not_chosen", 422, "The plan does not say which price is meant");

    private final String slug;
    private final int status;
    private final String title;

    SubscriptionsProblem(String slug, int status, String title) {
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
