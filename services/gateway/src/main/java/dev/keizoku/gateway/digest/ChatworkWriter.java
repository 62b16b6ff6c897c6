package dev.keizoku.gateway.digest;

import dev.keizoku.gateway.webhook.Endpoint;
import dev.keizoku.gateway.webhook.Message;
import dev.keizoku.gateway.webhook.Outgoing;
import dev.keizoku.gateway.webhook.Receiver;
import dev.keizoku.gateway.webhook.Writer;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** A message to a room of Chatwork: a form with a token in a header, and its own notation in the text. */
@Singleton
class ChatworkWriter implements Writer {

    private final ChatTexts texts;

    ChatworkWriter(ChatTexts texts) {
        this.texts = texts;
    }

    @Override
    public Endpoint.Kind kind() {
        return Endpoint.Kind.CHATWORK;
    }

    @Override
    public Outgoing write(Receiver receiver, Message message) {
        ChatText text = texts.of(receiver.endpoint().tenant(), message);
        StringBuilder body =
                new StringBuilder("[info][title]").append(plain(text.title())).append("[/title]");
        String between = "";
        for (ChatText.Part part : text.parts()) {
            body.append(between);
            if (!part.heading().isEmpty()) {
                body.append(plain(part.heading())).append('\n');
            }
            body.append(plain(String.join(
                    "\n", part.lines().stream().map(line -> "・" + line).toList())));
            between = "[hr]";
        }
        body.append("[/info]");
        return new Outgoing(
                receiver.url(),
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "x-chatworktoken",
                        Objects.requireNonNull(receiver.token())),
                "body=" + URLEncoder.encode(body.toString(), StandardCharsets.UTF_8) + "&self_unread=1");
    }

    /** Without the brackets that would be read as notation, a mention of everybody among it. */
    private static String plain(String text) {
        return text.replace('[', '［').replace(']', '］');
    }
}
