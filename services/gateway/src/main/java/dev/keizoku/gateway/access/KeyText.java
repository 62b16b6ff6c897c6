package dev.keizoku.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its owner holds it: {@code kz_<8 characters>_<256 random bits>}, or {@code kz_pk_…} for one that anybody
 * may see. The part before the random bits is its id, by which it is looked up and talked about; the whole of the first
 * form is a secret, and what scanners for secrets look for.
 */
final class KeyText {

    private static final Pattern FORM = Pattern.compile("(kz_(?:pk_)?[a-z0-9]{8})_[A-Za-z0-9_-]{43}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int HANDLE_LENGTH = 8;
    private static final int SECRET_BYTES = 32;

    private final String id;
    private final String text;

    private KeyText(String id, String text) {
        this.id = id;
        this.text = text;
    }

    static KeyText generate(ApiKey.Kind kind, SecureRandom random) {
        StringBuilder handle = new StringBuilder(
                switch (kind) {
                    case SECRET -> "kz_";
                    case PUBLISHABLE -> "kz_pk_";
                });
        for (int i = 0; i < HANDLE_LENGTH; i++) {
            handle.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String id = handle.toString();
        return new KeyText(
                id, id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** The key that a caller sent; null when it does not have the form of one. */
    static @Nullable KeyText parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? new KeyText(form.group(1), text) : null;
    }

    String id() {
        return id;
    }

    byte[] hash() {
        return sha256(text);
    }

    /** The secret itself, for the one answer that shows it. */
    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return id() + "_…";
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
