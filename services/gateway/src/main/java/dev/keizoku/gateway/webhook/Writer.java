package dev.keizoku.gateway.webhook;

/** Writes a message as an endpoint's kind reads it. */
public interface Writer {

    Outgoing write(Receiver receiver, Message message);

    Endpoint.Kind kind();
}
