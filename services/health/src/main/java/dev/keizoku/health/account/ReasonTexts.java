package dev.keizoku.health.account;

import dev.keizoku.health.language.Language;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.score.Cap;
import dev.keizoku.health.score.MeasureScore;
import dev.keizoku.health.score.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Says reasons in sentences. The codes never change; the sentences may. */
final class ReasonTexts {

    private ReasonTexts() {}

    /** What a sentence may refer to besides the reason. */
    record Facts(@Nullable LocalDate lastLoginOn) {}

    static String text(Reason reason, Facts facts, Language language) {
        String value = value(reason.measure());
        String login = facts.lastLoginOn() == null ? "-" : facts.lastLoginOn().toString();
        String max = max(reason.cap());
        return switch (language) {
            case EN -> english(reason.code(), value, login, max);
            case JA -> japanese(reason.code(), value, login, max);
        };
    }

    static String lever(MeasureKey measure, BigDecimal gain, Language language) {
        String points = gain.setScale(1, RoundingMode.HALF_UP).toPlainString();
        return switch (language) {
            case EN ->
                switch (measure) {
                    case LOGIN_FREQUENCY -> "Being active on more days would give up to " + points + " points.";
                    case CORE_FEATURE_USE ->
                        "Using more of the plan's core features would give up to " + points + " points.";
                    case SUPPORT_ENQUIRIES -> "A steady exchange with support would give up to " + points + " points.";
                    case NPS -> "More promoters would give up to " + points + " points.";
                };
            case JA ->
                switch (measure) {
                    case LOGIN_FREQUENCY -> "利用日数が増えれば、最大" + points + "点の改善が見込めます。";
                    case CORE_FEATURE_USE -> "主要機能の利用が広がれば、最大" + points + "点の改善が見込めます。";
                    case SUPPORT_ENQUIRIES -> "サポートとのやり取りが適度になれば、最大" + points + "点の改善が見込めます。";
                    case NPS -> "推奨者が増えれば、最大" + points + "点の改善が見込めます。";
                };
        };
    }

    private static String english(Reason.Code code, String value, String login, String max) {
        return switch (code) {
            case LOGIN_FREQUENCY_LOW -> "Active on only " + value + " of 28 days.";
            case LOGIN_FREQUENCY_HIGH -> "Active on " + value + " of 28 days.";
            case CORE_FEATURE_USE_LOW -> "Uses only " + value + " of the plan's core features.";
            case CORE_FEATURE_USE_HIGH -> "Uses " + value + " of the plan's core features.";
            case SUPPORT_SILENT -> "Not one support enquiry in 28 days: silence is no sign of satisfaction.";
            case SUPPORT_FLOOD -> value + " support enquiries in 28 days: more than an account in good order has.";
            case SUPPORT_STEADY -> value + " support enquiries in 28 days: a steady exchange.";
            case NPS_LOW -> "Net promoter score of " + value + ".";
            case NPS_HIGH -> "Net promoter score of " + value + ".";
            case NO_LOGIN_CAP -> "Nobody has logged in since " + login + ": the score is held at " + max + ".";
            case CORE_FEATURE_CAP -> "Hardly any core feature is used: the score is held at " + max + ".";
            case TOO_LITTLE_DATA -> "Too little is known of this account to give a score.";
        };
    }

    private static String japanese(Reason.Code code, String value, String login, String max) {
        return switch (code) {
            case LOGIN_FREQUENCY_LOW -> "直近28日間のうち利用は" + value + "日にとどまっています。";
            case LOGIN_FREQUENCY_HIGH -> "直近28日間のうち" + value + "日利用しています。";
            case CORE_FEATURE_USE_LOW -> "プランの主要機能の利用は" + value + "にとどまっています。";
            case CORE_FEATURE_USE_HIGH -> "プランの主要機能の" + value + "を利用しています。";
            case SUPPORT_SILENT -> "直近28日間にサポートへの問い合わせがありません。沈黙は満足の証とは限りません。";
            case SUPPORT_FLOOD -> "直近28日間にサポートへの問い合わせが" + value + "件あり、多すぎます。";
            case SUPPORT_STEADY -> "直近28日間にサポートへの問い合わせが" + value + "件あり、適度なやり取りがあります。";
            case NPS_LOW, NPS_HIGH -> "NPSは" + value + "です。";
            case NO_LOGIN_CAP -> login + "を最後にログインがないため、スコアの上限を" + max + "点としています。";
            case CORE_FEATURE_CAP -> "主要機能がほとんど使われていないため、スコアの上限を" + max + "点としています。";
            case TOO_LITTLE_DATA -> "データが不足しているため、スコアを算出できません。";
        };
    }

    private static String value(@Nullable MeasureScore measure) {
        BigDecimal value = measure == null ? null : measure.value();
        if (measure == null || value == null) {
            return "-";
        }
        return switch (measure.measure()) {
            case CORE_FEATURE_USE ->
                value.movePointRight(2).setScale(0, RoundingMode.HALF_UP).toPlainString() + "%";
            case LOGIN_FREQUENCY, SUPPORT_ENQUIRIES, NPS ->
                value.setScale(0, RoundingMode.HALF_UP).toPlainString();
        };
    }

    private static String max(@Nullable Cap cap) {
        return cap == null ? "-" : cap.maxScore().stripTrailingZeros().toPlainString();
    }
}
