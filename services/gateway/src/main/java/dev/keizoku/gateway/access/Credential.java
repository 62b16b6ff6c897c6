package dev.keizoku.gateway.access;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request shows to be let in: a bearer token, an {@code X-API-Key}, or the user name of HTTP Basic. */
public final class Credential {

    public static final String API_KEY_HEADER = "X-API-Key";

    /** Where a request that stays here keeps the credential it came with, for answers that go on for longer than a token. */
    public static final String SHOWN = "keizoku.credential";

    private static final int MAX_LENGTH = 8192;

    private Credential() {}

    /** The one credential of a request; null when there is none, more than one, or none that can be read. */
    public static @Nullable String of(MultiMap headers) {
        List<String> authorizations = headers.getAll("Authorization");
        List<String> keys = headers.getAll(API_KEY_HEADER);
        if (authorizations.size() + keys.size() != 1) {
            return null;
        }
        String credential = keys.isEmpty() ? read(authorizations.getFirst()) : keys.getFirst();
        return credential == null || credential.isEmpty() || credential.length() > MAX_LENGTH ? null : credential;
    }

    /** Whether a request shows none at all, not even a bad one. */
    public static boolean isAbsent(MultiMap headers) {
        return !headers.contains("Authorization") && !headers.contains(API_KEY_HEADER);
    }

    /** What a credential is called where it must not be told: the id of a key, or what kind of thing it is. */
    public static String idOf(@Nullable String credential) {
        if (credential == null) {
            return "nobody";
        }
        KeyText key = KeyText.parse(credential);
        return key == null ? credential.startsWith("kz_bt_") ? "a token for pages" : "an unknown credential" : key.id();
    }

    private static @Nullable String read(String authorization) {
        int space = authorization.indexOf(' ');
        if (space < 0) {
            return null;
        }
        String value = authorization.substring(space + 1).strip();
        return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> value;
            case "basic" -> userName(value);
            default -> null;
        };
    }

    private static @Nullable String userName(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? pair : pair.substring(0, colon);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
