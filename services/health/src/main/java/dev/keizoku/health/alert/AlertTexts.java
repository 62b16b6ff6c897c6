package dev.keizoku.health.alert;

import dev.keizoku.health.language.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Says alerts in sentences. */
final class AlertTexts {

    private AlertTexts() {}

    static String text(IngestionAlert alert, Language language) {
        String day = alert.updatedOn().toString();
        String percent = alert.evidence()
                        .path("ratio")
                        .decimalValue()
                        .multiply(BigDecimal.valueOf(100))
                        .setScale(0, RoundingMode.HALF_UP)
                        .toPlainString()
                + "%";
        String unmatched = alert.evidence().path("accounts_without_match").asText();
        return switch (AlertKind.valueOf(alert.kind().toUpperCase(Locale.ROOT))) {
            case USAGE_FELL ->
                switch (language) {
                    case EN ->
                        "On " + day + " the middle account did " + percent
                                + " of its usual: events are missing. No account is judged by its use that day.";
                    case JA -> day + "の利用が全アカウントの中央値で通常の" + percent + "でした。イベントの欠落とみられるため、この日の利用では判定しません。";
                };
            case SUPPORT_FELL -> {
                boolean tickets = alert.evidence().path("feed").asText().equals("ticket");
                yield switch (language) {
                    case EN ->
                        "In the week up to " + day + (tickets ? " tickets" : " messages") + " came from " + percent
                                + " of the usual number of accounts: the feed is broken. No account counts as silent.";
                    case JA ->
                        day + "までの1週間に" + (tickets ? "問い合わせ" : "メッセージ") + "が届いたアカウントは通常の" + percent
                                + "でした。連携の停止とみられるため、沈黙とは判定しません。";
                };
            }
            case ACCOUNTS_UNMATCHED ->
                switch (language) {
                    case EN ->
                        "Usage came for " + unmatched + " accounts that are not registered: do the account ids match?";
                    case JA -> "登録のないアカウント" + unmatched + "件の利用が届いています。アカウントIDが一致しているか確認してください。";
                };
        };
    }
}
