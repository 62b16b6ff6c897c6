package dev.keizoku.gateway.upstream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text as it stands in a path or a query. */
public final class UriText {

    private UriText() {}

    public static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
