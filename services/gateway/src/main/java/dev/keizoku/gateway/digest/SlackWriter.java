package dev.keizoku.gateway.digest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.webhook.Endpoint;
import dev.keizoku.gateway.webhook.Message;
import dev.keizoku.gateway.webhook.Outgoing;
import dev.keizoku.gateway.webhook.Receiver;
import dev.keizoku.gateway.webhook.Writer;
import jakarta.inject.Singleton;
import java.util.Map;

/** The body of an incoming webhook of Slack: blocks, and a text for notifications. */
@Singleton
class SlackWriter implements Writer {

    private static final int MOST_OF_SECTION = 2_900;

    private final ChatTexts texts;
    private final ObjectMapper mapper;

    SlackWriter(ChatTexts texts, ObjectMapper mapper) {
        this.texts = texts;
        this.mapper = mapper;
    }

    @Override
    public Endpoint.Kind kind() {
        return Endpoint.Kind.SLACK;
    }

    @Override
    public Outgoing write(Receiver receiver, Message message) {
        ChatText text = texts.of(receiver.endpoint().tenant(), message);
        ObjectNode body = mapper.createObjectNode().put("text", escaped(text.title()));
        ArrayNode blocks = body.putArray("blocks");
        section(blocks, "*" + escaped(text.title()) + "*");
        for (ChatText.Part part : text.parts()) {
            String heading = part.heading().isEmpty() ? "" : "*" + escaped(part.heading()) + "*\n";
            String lines = escaped(String.join(
                    "\n", part.lines().stream().map(line -> "• " + line).toList()));
            section(blocks, heading + lines);
        }
        return new Outgoing(receiver.url(), Map.of("Content-Type", "application/json"), body.toString());
    }

    private static void section(ArrayNode blocks, String text) {
        String cut = text.length() > MOST_OF_SECTION ? text.substring(0, end(text)) + "…" : text;
        blocks.addObject()
                .put("type", "section")
                .putObject("text")
                .put("type", "mrkdwn")
                .put("text", cut);
    }

    /** Where a text that is too long is cut: not inside of a character, or of one that is escaped. */
    private static int end(String text) {
        int end = Character.isHighSurrogate(text.charAt(MOST_OF_SECTION - 1)) ? MOST_OF_SECTION - 1 : MOST_OF_SECTION;
        int escape = text.lastIndexOf('&', end - 1);
        return escape >= 0 && text.indexOf(';', escape) >= end ? escape : end;
    }

    /** The three characters that would be read as a link or a mention. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
