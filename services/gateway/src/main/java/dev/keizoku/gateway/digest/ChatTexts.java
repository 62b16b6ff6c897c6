package dev.keizoku.gateway.digest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.webhook.Message;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Says messages in the tenant's language. */
@Singleton
class ChatTexts {

    private final Tenants tenants;
    private final ObjectMapper mapper;

    ChatTexts(Tenants tenants, ObjectMapper mapper) {
        this.tenants = tenants;
        this.mapper = mapper;
    }

    ChatText of(TenantId tenant, Message message) {
        boolean japanese = tenants.get(tenant).language().equals("ja");
        JsonNode data = data(message);
        return message.type().equals("digest.daily") ? digest(data, japanese) : event(message.type(), data, japanese);
    }

    private static ChatText event(String type, JsonNode data, boolean ja) {
        String name = data.path("name").asText(data.path("account_id").asText(""));
        String said = said(type, data, ja);
        List<String> lines = new ArrayList<>();
        if (data.path("reasons").size() > 0) {
            List<String> reasons = new ArrayList<>();
            data.path("reasons").forEach(reason -> reasons.add(reason.asText()));
            lines.add((ja ? "理由: " : "Reasons: ") + String.join(", ", reasons));
        }
        String title = name.isEmpty() ? said : name + (ja ? "：" : ": ") + said;
        return new ChatText(title, lines.isEmpty() ? List.of() : List.of(new ChatText.Part("", lines)));
    }

    private static String said(String type, JsonNode data, boolean ja) {
        JsonNode before = data.path("previous");
        JsonNode play = data.path("play");
        String signal = data.path("signal").path("type").asText();
        return switch (type) {
            case "health.score_changed", "health.score_dropped" ->
                (ja ? "健全度スコア " : "health score ") + before.path("score").asText("-") + " → "
                        + data.path("score").asText("-");
            case "health.band_changed" ->
                (ja ? "健全度 " : "health ")
                        + Words.band(before.path("band").asText(), ja) + " → "
                        + Words.band(data.path("band").asText(), ja);
            case "risk.level_changed" ->
                (ja ? "解約リスク " : "risk of leaving ")
                        + Words.level(before.path("risk_level").asText(), ja) + " → "
                        + Words.level(data.path("risk_level").asText(), ja);
            case "risk.signal_opened" -> (ja ? "リスクの兆候: " : "new sign of risk: ") + signal;
            case "risk.signal_updated" -> (ja ? "兆候の更新: " : "sign of risk changed: ") + signal;
            case "risk.signal_resolved" -> (ja ? "兆候の解消: " : "sign of risk is over: ") + signal;
            case "play.triggered" ->
                (ja ? "対応が必要です: " : "something to do: ")
                        + play.path("playbook").asText()
                        + (ja ? "、期限 " : ", due ")
                        + play.path("first_due_on").asText();
            case "play.overdue" ->
                (ja ? "対応が遅れています: " : "overdue: ") + play.path("playbook").asText();
            case "play.completed" ->
                (ja ? "対応が完了しました: " : "done: ") + play.path("playbook").asText();
            case "lifecycle.stage_changed" ->
                (ja ? "ステージ " : "stage ") + before.path("stage").asText("-") + " → "
                        + data.path("stage").asText();
            case "expansion.opened" -> ja ? "拡張提案ができる状態になりました" : "ready for an offer of more";
            case "expansion.blocked" -> ja ? "拡張提案を控えてください" : "no more offers for now";
            case "renewal.notice_due" ->
                (ja ? "更新の申出期限 " : "notice of the renewal is due by ")
                        + data.path("notice_deadline").asText();
            case "usage_report.ready" ->
                (ja ? "利用レポートができました: " : "usage report is ready: ")
                        + data.path("month").asText()
                        + (data.path("little_used").asBoolean() ? ja ? "（利用が低調です）" : " (little used)" : "");
            case "metrics.restated" ->
                (ja ? "過去の指標が訂正されました: " : "figures were restated from ")
                        + data.path("restated").path("from").asText(ja ? "全期間" : "the beginning");
            case "import.finished" ->
                (ja ? "取り込みが終わりました: " : "import has finished: ")
                        + data.path("import").path("kind").asText() + " "
                        + data.path("import").path("status").asText();
            case "webhook.endpoint_disabled" ->
                (ja ? "Webhook が停止されました: " : "a webhook was switched off: ")
                        + data.path("url").asText();
            case "webhook.test" -> ja ? "Keizoku からのテストです" : "a test from Keizoku";
            default -> type;
        };
    }

    private static ChatText digest(JsonNode data, boolean ja) {
        List<ChatText.Part> parts = new ArrayList<>();
        parts.add(part(ja ? "今日の対応" : "To do today", data.path("work_queue"), ja, node -> line(node, ja)));
        parts.add(part(
                ja ? "健全度の変化" : "Health that changed",
                data.path("bands"),
                ja,
                node -> named(node) + " "
                        + Words.band(node.path("before").asText(), ja) + " → "
                        + Words.band(node.path("band").asText(), ja)));
        parts.add(part(
                ja ? "更新の申出期限が近い顧客" : "Renewals with notice due",
                data.path("renewals"),
                ja,
                node -> named(node) + " " + node.path("notice_deadline").asText()));
        return new ChatText("Keizoku " + data.path("date").asText(), parts);
    }

    private static String line(JsonNode node, boolean ja) {
        String due = node.path("due_on").asText();
        return named(node) + " " + node.path("playbook").asText()
                + (due.isEmpty() ? "" : (ja ? " 期限 " : " due ") + due);
    }

    private static String named(JsonNode node) {
        return node.path("name").asText(node.path("account_id").asText());
    }

    private static ChatText.Part part(String heading, JsonNode rows, boolean ja, Function<JsonNode, String> line) {
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line.apply(row)));
        return new ChatText.Part(heading, lines.isEmpty() ? List.of(ja ? "なし" : "none") : lines);
    }

    private JsonNode data(Message message) {
        try {
            return mapper.readTree(message.data());
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException(damaged);
        }
    }
}
