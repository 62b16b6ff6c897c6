package dev.keizoku.health.signal;

import dev.keizoku.health.signal.SignalTexts.Words;
import java.util.Map;

/** The sentences in Japanese. */
final class SignalTextsJa {

    /** What is said of the cause of a surge. */
    static final Map<String, String> CAUSES = Map.of(
            "HEALTHY_GROWTH",
            "利用者と席数がともに増えており、健全な成長とみられます。",
            "INTERNAL_CASE",
            "利用者は増えず問い合わせが深刻化しており、解約に向けた社内検討の可能性があります。",
            "COMPETITOR_COMPARISON",
            "少人数が特定の機能を集中して使っており、競合との比較検討の可能性があります。",
            "MIGRATION_EVALUATION",
            "少人数が幅広い機能を使っており、移行の検証の可能性があります。",
            "AUTOMATION",
            "一人が一つの機能を使っており、自動処理とみられます。",
            "UNEXPLAINED",
            "原因は特定できていません。");

    private SignalTextsJa() {}

    static Words words(SignalType type) {
        return switch (type) {
            case NO_LOGIN_14D -> new Words("2週間ログインなし", "{last_login_on}を最後に{days_since_login}日間ログインがありません。");
            case CORE_FEATURE_UNUSED ->
                new Words("主要機能が未使用", "プランの主要機能{core_features}個が、直近{window_days}日間まったく使われていません。");
            case SILENT -> new Words("沈黙", "直近28日間の利用は{active_days_28}日で、問い合わせもありません。多くのお客様は何も言わずに去っていきます。");
            case USAGE_SURGE -> new Words("利用の急増", "利用が通常の{ratio_to_fleet}倍です(7日間で{events_7}件、通常は{usual_events_7}件)。");
            case USAGE_DROP ->
                new Words("利用の急減", "利用が通常の{ratio_to_fleet%}に落ちました(7日間で{events_7}件、通常は{usual_events_7}件)。");
            case SLOW_DECLINE -> new Words("緩やかな減少", "利用が通常を下回る日が続き、累積で{cusum}に達しました(限度は{limit})。");
            case FEATURE_CONCENTRATION -> new Words("利用機能の偏り", "利用が一部の機能に偏っています。{top_feature}が全体の{top_share%}を占めます。");
            case NEW_FEATURE_TRIAL_DECLINE -> new Words("新機能の試用が減少", "新機能の試用が以前より減っています。");
            case REGULAR_TO_INTERMITTENT -> new Words("利用が不規則に", "定期的だった利用が断続的になりました。最後の利用は{gap_days}日前です。");
            case TONE_SHIFT ->
                new Words(
                        "論調の変化",
                        "建設的な要望が{constructive_share%}に減り、批判が{criticism_share_before%}から{criticism_share%}に増えました。");
            case EXEC_ESCALATION ->
                new Words("経営層からの問い合わせ", "問い合わせの主体が経営層に移っています(現在{executive_share_28%}、エスカレーション{escalations_28}件)。");
            case CONTRACT_TERMS_QUESTIONS ->
                new Words("契約条件の質問", "直近28日間に契約条件についての質問が{questions_28}件ありました(最後は{last_on})。");
            case COMPETITOR_INTEREST -> new Words("競合への関心", "{last_on}に競合製品の話題がありました。");
            case CANCELLATION_INTENT -> new Words("解約の意向", "{last_on}に解約の話題がありました。");
            case EXPECTATION_GAP ->
                new Words(
                        "期待とのずれ",
                        "上位プランですが機能の利用は{features_used_share%}で、要望や不満が直近28日間に{wishes_and_complaints_28}件あります。");
            case P1_OPEN -> new Words("緊急チケットが未解決", "緊急の問い合わせが{open_since}から{open_days}日間未解決です。");
            case SEAT_GROWTH_SLOWDOWN ->
                new Words("利用者追加の鈍化", "直近90日間の利用者追加は{seats_added_90}名で、その前の90日間は{seats_added_before}名でした。");
            case SEATS_FALLING -> new Words("契約席数の減少", "契約席数が{seats_before}から{seats}に減りました。");
            case CROSS_DEPT_SHRINK -> new Words("利用部門の縮小", "利用部門が{departments_28_before}から{departments_28}に減りました。");
            case KEY_USER_DECLINE ->
                new Words("キーユーザーの利用減少", "利用の中心だった人の利用日数が{active_days_28}日です(通常は{usual_active_days_28}日)。");
            case EDUCATION_NEEDED ->
                new Words("研修が必要", "主要機能{core_features}個のうち利用は{core_features_used}個で、直近90日間に研修やウェビナーへの参加がありません。");
            case SINGLE_THREADED -> new Words("窓口が一人", "{seats}席に対して推進者または担当者が一人以下です。");
            case KEY_CONTACT_LEFT ->
                new Words("主要担当者の異動・退職", "{changed_on}に主要な担当者が異動または退職しました。残る主要担当者は{key_contacts_left}名です。");
            case NO_BRIDGE_CONTACT -> new Words("橋渡し役の不在", "{departments}部門に担当者がいますが、技術部門と業務部門の橋渡し役がいません。");
            case QBR_OVERDUE -> new Words("四半期レビューの遅れ", "{since}から四半期レビューが行われていません({due_after_days}日ごとが目安)。");
            case SURVEY_OVERDUE -> new Words("満足度調査の遅れ", "{since}から満足度調査の回答がありません({due_after_days}日ごとが目安)。");
            case SUCCESS_PLAN_BEHIND -> new Words("サクセスプランの遅れ", "目標とマイルストーン{planned}件のうち{overdue}件が遅れています。");
            case CANCELLATION_NOTICE -> new Words("解約通知", "契約は{cancel_at}に終了する予定です。");
            case PAYMENT_FAILED -> new Words("支払いの失敗", "{failed_on}から{days}日間、支払いが滞っています。");
            case RENEWAL_WITHOUT_INTENT -> new Words("更新意思が未確認", "更新を断れる期限まで{days_to_deadline}日ですが、更新の意思が確認できていません。");
            case ONBOARDING_AT_RISK ->
                new Words(
                        "オンボーディングの遅れ",
                        "開始から{age_days}日で成果が出ていません(直近28日の利用{active_days_28}日、主要機能{core_features}個中{core_features_used}個)。");
            case SETUP_STALLED -> new Words("初期設定の停滞", "初期設定が「{step}」の後、{days}日間進んでいません。");
            case KICKOFF_OVERDUE -> new Words("キックオフの遅れ", "開始から{age_days}日たちますが、キックオフが行われていません。");
            case MISSED_WEEKLY_TOUCH -> new Words("週次面談の未実施", "直近4週間の週次面談は{weekly_touches_28}回です。");
            case UNOWNED_ACCOUNT -> new Words("担当者が未定", "開始から{age_days}日たちますが、担当者が決まっていません。");
        };
    }
}
