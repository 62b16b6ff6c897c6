package dev.keizoku.health.account;

import dev.keizoku.health.measure.MeasureKey;

/** What measures say, in Japanese. */
final class MeasureTextsJa {

    private MeasureTextsJa() {}

    /**
     * What a measure says.
     *
     * @param good whether it gives points rather than takes them
     * @param none whether the value is nought
     */
    static String of(MeasureKey measure, String value, boolean good, boolean none) {
        return switch (measure) {
            case LOGIN_FREQUENCY -> good ? "直近28日間のうち" + value + "日利用しています。" : "直近28日間のうち利用は" + value + "日にとどまっています。";
            case CORE_FEATURE_USE -> good ? "プランの主要機能の" + value + "を利用しています。" : "プランの主要機能の利用は" + value + "にとどまっています。";
            case SUPPORT_ENQUIRIES -> {
                if (good) {
                    yield "直近28日間にサポートへの問い合わせが" + value + "件あり、適度なやり取りがあります。";
                }
                yield none ? "直近28日間にサポートへの問い合わせがありません。沈黙は満足の証とは限りません。" : "直近28日間にサポートへの問い合わせが" + value + "件あり、多すぎます。";
            }
            case NPS -> "NPSは" + value + "です。";
            case LOGIN_RECENCY -> "最終ログインから" + value + "日が経過しています。";
            case FIRST_VALUE -> good ? "最初の成果に到達しています。" : value + "日が経過しても最初の成果に至っていません。";
            case SETUP_STEPS -> "初期設定は" + value + "ステップまで完了しています。";
            case PLAN_PROGRESS -> "サクセスプランで期限を迎えた段階の" + value + "を達成しています。";
            case GOALS_REACHED -> "期限を迎えたマイルストーンと目標の" + value + "を達成しています。";
            case OUTCOME -> "成果スコアは100点中" + value + "点です（目標・部門展開・新機能）。";
            case SEAT_USE -> "契約シートの" + value + "が利用されています。";
            case DEPARTMENTS -> value + "部門で利用されています。";
            case DEPARTMENT_SPREAD -> "把握している部門の" + value + "で利用されています。";
            case USAGE_TREND -> "直近1週間の利用は、このアカウントの平常時の" + value + "です。";
            case SUPPORT_CHANGE -> "問い合わせは、このアカウントの平常時の" + value + "です。";
            case RESPONSE_TIME -> "サポートの初回応答に" + value + "時間かかっています。";
            case CSAT -> "満足度は5点中" + value + "点です。";
            case CES -> "使いやすさは7点中" + value + "点です。";
            case TONE -> "直近28日間の発言のトーンは" + value + "です（-1から1）。";
            case MEETING_RECENCY -> "前回の打ち合わせから" + value + "日が経過しています。";
            case QBR_RECENCY -> "前回のビジネスレビューから" + value + "日が経過しています。";
            case CONTACTS -> "連絡の取れる担当者は" + value + "人です。";
            case CHAMPIONS -> "推進役は" + value + "人です。";
            case ENGAGEMENT -> "直近90日間の研修・イベント・コミュニティへの参加は" + value + "件です。";
            case OUR_REPLY_TIME -> "お客様への返信に" + value + "時間かかっています。";
            case THEIR_REPLY_TIME -> "お客様からの返信に" + value + "時間かかっています。";
            case MEETING_FREQUENCY -> "直近90日間の打ち合わせは" + value + "回です。";
        };
    }

    static String lever(MeasureKey measure, String points) {
        return change(measure) + "、最大" + points + "点の改善が見込めます。";
    }

    private static String change(MeasureKey measure) {
        return switch (measure) {
            case LOGIN_FREQUENCY -> "利用日数が増えれば";
            case CORE_FEATURE_USE -> "主要機能の利用が広がれば";
            case SUPPORT_ENQUIRIES -> "サポートとのやり取りが適度になれば";
            case NPS -> "推奨者が増えれば";
            case LOGIN_RECENCY -> "ログインの頻度が上がれば";
            case FIRST_VALUE -> "最初の成果が得られれば";
            case SETUP_STEPS -> "初期設定が進めば";
            case PLAN_PROGRESS -> "サクセスプランの遅れを取り戻せば";
            case GOALS_REACHED -> "期限を迎えた目標を達成すれば";
            case OUTCOME -> "目標の達成や部門展開、新機能の活用が進めば";
            case SEAT_USE -> "契約シートの利用者が増えれば";
            case DEPARTMENTS -> "利用部門が広がれば";
            case DEPARTMENT_SPREAD -> "未利用の部門に広がれば";
            case USAGE_TREND -> "利用が平常時の水準に戻れば";
            case SUPPORT_CHANGE -> "問い合わせが平常時の水準に戻れば";
            case RESPONSE_TIME -> "初回応答が速くなれば";
            case CSAT -> "満足度が上がれば";
            case CES -> "使いやすさが改善すれば";
            case TONE -> "発言のトーンが改善すれば";
            case MEETING_RECENCY -> "打ち合わせを再開すれば";
            case QBR_RECENCY -> "ビジネスレビューを実施すれば";
            case CONTACTS -> "担当者との接点が増えれば";
            case CHAMPIONS -> "推進役が増えれば";
            case ENGAGEMENT -> "参加が増えれば";
            case OUR_REPLY_TIME -> "こちらの返信が速くなれば";
            case THEIR_REPLY_TIME -> "お客様の返信が早まれば";
            case MEETING_FREQUENCY -> "打ち合わせの回数が増えれば";
        };
    }
}
