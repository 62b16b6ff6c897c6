package dev.keizoku.health.play.book;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be done for an account. docs/plays.md says what each is for; a tenant may change all but the purpose. */
public enum PlaybookKey {
    CONTENT,
    MEETING,
    EXECUTIVE,
    GROW,
    ENABLE,
    BASICS,
    SAVE,
    EXECUTIVE_SAVE,
    SAVE_MANAGER,
    ONBOARDING,
    QBR,
    SURVEY,
    CHAMPION,
    HANDOVER,
    RENEWAL,
    CHURN_INTERVIEW,
    PAYMENT_FAILED;

    public static PlaybookKey of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a customer may be offered more in it: then it is taken back as soon as the account is no longer well. */
    public boolean offersMore() {
        return this == GROW;
    }
}
