package dev.keizoku.health.account;

import dev.keizoku.health.language.Language;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.score.Cap;
import dev.keizoku.health.score.ManualOverride;
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
        MeasureScore measure = reason.measure();
        if (measure != null) {
            return measure(measure, reason.effect().signum() > 0, language);
        }
        if (reason.cap() != null) {
            return cap(reason.cap(), facts, language);
        }
        if (reason.override() != null) {
            return override(reason.override(), language);
        }
        return switch (language) {
            case EN -> "Too little is known of this account to give a score.";
            case JA -> "データが不足しているため、スコアを算出できません。";
        };
    }

    static String lever(MeasureKey measure, BigDecimal gain, Language language) {
        String points = gain.setScale(1, RoundingMode.HALF_UP).toPlainString();
        return switch (language) {
            case EN -> MeasureTextsEn.lever(measure, points);
            case JA -> MeasureTextsJa.lever(measure, points);
        };
    }

    static String measure(MeasureScore measure, boolean good, Language language) {
        BigDecimal value = measure.value();
        String shown = value == null ? "-" : value(measure.measure(), value);
        boolean none = value != null && value.signum() == 0;
        return switch (language) {
            case EN -> MeasureTextsEn.of(measure.measure(), shown, good, none) + held(measure, language);
            case JA -> MeasureTextsJa.of(measure.measure(), shown, good, none) + held(measure, language);
        };
    }

    /** What a surge raised counts as it was before. */
    private static String held(MeasureScore measure, Language language) {
        BigDecimal input = measure.input();
        if (!measure.held() || input == null) {
            return "";
        }
        String before = value(measure.measure(), input);
        return switch (language) {
            case EN -> " It counts as " + before + ", as before use surged.";
            case JA -> "利用が急増する前の" + before + "として評価しています。";
        };
    }

    private static String cap(Cap cap, Facts facts, Language language) {
        String login = facts.lastLoginOn() == null ? "-" : facts.lastLoginOn().toString();
        String max = plain(cap.maxScore());
        return switch (language) {
            case EN ->
                switch (cap.rule()) {
                    case NO_LOGIN_DAYS -> "Nobody has logged in since " + login + ": the score is held at " + max + ".";
                    case CORE_FEATURE_SHARE -> "Hardly any core feature is used: the score is held at " + max + ".";
                    case CANCELLATION_NOTICE -> "Notice of cancellation was given: the score is held at " + max + ".";
                    case URGENT_TICKET_DAYS ->
                        "An urgent ticket is open for more than " + plain(cap.threshold())
                                + " days: the score is held at " + max + ".";
                };
            case JA ->
                switch (cap.rule()) {
                    case NO_LOGIN_DAYS -> login + "を最後にログインがないため、スコアの上限を" + max + "点としています。";
                    case CORE_FEATURE_SHARE -> "主要機能がほとんど使われていないため、スコアの上限を" + max + "点としています。";
                    case CANCELLATION_NOTICE -> "解約の申し出があるため、スコアの上限を" + max + "点としています。";
                    case URGENT_TICKET_DAYS ->
                        "緊急の問い合わせが" + plain(cap.threshold()) + "日を超えて未解決のため、スコアの上限を" + max + "点としています。";
                };
        };
    }

    private static String override(ManualOverride override, Language language) {
        String to = override.value() == null ? "" : plain(override.value());
        String band = override.band() == null ? "" : override.band().key();
        return switch (language) {
            case EN ->
                switch (override.kind()) {
                    case CAP -> "Held at " + to + " at most by hand.";
                    case FLOOR -> "Held at " + to + " at least by hand.";
                    case SET_BAND -> "The band is set to " + band + " by hand.";
                    case SET_SCORE -> "The score is set to " + to + " by hand.";
                };
            case JA ->
                switch (override.kind()) {
                    case CAP -> "担当者がスコアの上限を" + to + "点に設定しています。";
                    case FLOOR -> "担当者がスコアの下限を" + to + "点に設定しています。";
                    case SET_BAND -> "担当者が区分を" + band + "に設定しています。";
                    case SET_SCORE -> "担当者がスコアを" + to + "点に設定しています。";
                };
        };
    }

    private static String value(MeasureKey measure, BigDecimal value) {
        return switch (measure) {
            case CORE_FEATURE_USE,
                    SEAT_USE,
                    PLAN_PROGRESS,
                    GOALS_REACHED,
                    DEPARTMENT_SPREAD,
                    USAGE_TREND,
                    SUPPORT_CHANGE -> rounded(value.movePointRight(2), 0) + "%";
            case CSAT, CES, TONE, RESPONSE_TIME, OUR_REPLY_TIME, THEIR_REPLY_TIME -> rounded(value, 1);
            case LOGIN_FREQUENCY,
                    LOGIN_RECENCY,
                    SUPPORT_ENQUIRIES,
                    NPS,
                    FIRST_VALUE,
                    SETUP_STEPS,
                    OUTCOME,
                    DEPARTMENTS,
                    MEETING_RECENCY,
                    QBR_RECENCY,
                    CONTACTS,
                    CHAMPIONS,
                    ENGAGEMENT,
                    MEETING_FREQUENCY -> rounded(value, 0);
        };
    }

    private static String rounded(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
