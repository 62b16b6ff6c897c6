package dev.keizoku.gateway.webhook;

import java.util.Map;

/** A request to a receiver, ready to be sent. */
public record Outgoing(String url, Map<String, String> headers, String body) {}
