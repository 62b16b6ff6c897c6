package dev.keizoku.health.expansion;

/** Conditions in Japanese. */
final class ConditionTextsJa {

    private ConditionTextsJa() {}

    static String holds(ConditionCode code) {
        return switch (code) {
            case CUSTOMER -> "有料でご契約中です。";
            case STAGE -> "{since}から「{stage}」の段階にあります。";
            case TENURE -> "利用開始から{days}日が経過しています。";
            case ONBOARDING_COMPLETE -> "{first_value_on}に最初の成果が出ています。";
            case BAND_GREEN -> "ヘルススコアは緑です（{score}点）。";
            case RISK_LOW -> "解約リスクは低い状態です。";
            case NO_OPEN_P1 -> "未解決の緊急チケットはありません。";
            case NO_UNEXPLAINED_SURGE -> "健全な成長以外の利用急増はありません。";
            case NO_DECLINED_OFFER_90D -> "直近{days}日間に断られた提案はありません。";
            case NO_OPEN_OFFER -> "進行中の提案はありません。";
            case NEED_EVIDENCE ->
                "追加の必要性が見られます（上限「{limit.limit}」の{limit.share%}を利用、28日間の制限機能へのアクセス{gated_attempts_28}回、"
                        + "90日間の席数増加{seats_added_90}）。";
            case TRIGGER -> "提案に適した時期です（{triggers}）。";
            case HIGHER_OFFER -> "「{plan_id}」より上位の提案が可能です。";
            case ADD_ON_FITS -> "利用しようとした機能は、オプション「{add_on_id}」で使えるようになります。";
            case MONTHLY_TERM -> "契約期間は1年未満です。";
            case AT_RISK_OR_HESITATING -> "解約リスク（{risk_level}）があるか、購入を迷っている状態です。";
            case LOW_UTILISATION -> "直近{days}日間の利用は、上限の最大{limit.share%}にとどまっています。";
            case CHEAPER_PLAN_COVERS -> "直近{days}日間の利用は、より安価な「{cheaper_plan_id}」で足ります。";
            case NO_DECLINED_DOWNSELL_90D -> "直近{days}日間に、より安価なプランの提案は断られていません。";
        };
    }

    static String fails(ConditionCode code) {
        return switch (code) {
            case CUSTOMER -> "有料のご契約がないか（状態: {state}）、社内用のアカウントです。";
            case STAGE -> "「{stage}」の段階です。提案は成果が出てからにします。";
            case TENURE -> "利用開始から{days}日です。{floor_days}日を過ぎるまでは提案には早すぎます。";
            case ONBOARDING_COMPLETE -> "最初の成果がまだ出ていません。";
            case BAND_GREEN -> "ヘルススコアが緑ではありません（{band}）。";
            case RISK_LOW -> "解約リスクが低くありません（{level}）。";
            case NO_OPEN_P1 -> "緊急チケットが{open_since}から未解決です。";
            case NO_UNEXPLAINED_SURGE -> "健全な成長とはいえない利用急増があります（{cause}）。";
            case NO_DECLINED_OFFER_90D -> "{declined_on}に提案を断られています。{days}日間は提案しません。";
            case NO_OPEN_OFFER -> "{open_since}からの提案が進行中です。";
            case NEED_EVIDENCE -> "追加の必要性を示すものがありません。";
            case TRIGGER -> "必要性・更新時期・上限到達のいずれにも当たらず、提案の時期ではありません。";
            case HIGHER_OFFER -> "「{plan_id}」より上位の提案がありません。";
            case ADD_ON_FITS -> "利用しようとした機能を含むオプションがありません。";
            case MONTHLY_TERM -> "すでに{term_months}か月の契約です。";
            case AT_RISK_OR_HESITATING -> "解約リスクは低く、迷っている様子もありません。";
            case LOW_UTILISATION -> "{days}日間にわたる低利用が確認できません。";
            case CHEAPER_PLAN_COVERS -> "利用をすべて賄える、より安価なプランが見当たりません。";
            case NO_DECLINED_DOWNSELL_90D -> "{declined_on}に、より安価なプランの提案を断られています。";
        };
    }
}
