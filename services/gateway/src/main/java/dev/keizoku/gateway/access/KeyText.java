package dev.keizoku.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its owner holds it: {@code kz_<8 characters>_<256 random bits>}. The part before the last underscore
 * is its id, by which it is looked up and talked about; the whole is a secret.
 */
final class KeyText {

    private static final Pattern FORM = Pattern.compile("kz_[a-z0-9]{8}_[A-Za-z0-9_-]{43}");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 11;
    private static final int SECRET_BYTES = 32;

    private final String text;

    private KeyText(String text) {
        this.text = text;
    }

    static KeyText generate(SecureRandom random) {
        StringBuilder text = new StringBuilder("kz_");
        for (int i = 3; i < ID_LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new KeyText(text.append('_')
                .append(Base64.getUrlEncoder().withoutPadding().encodeToString(secret))
                .toString());
    }

    /** The key that a caller sent; null when it does not have the form of one. */
    static @Nullable KeyText parse(String text) {
        return FORM.matcher(text).matches() ? new KeyText(text) : null;
    }

    String id() {
        return text.substring(0, ID_LENGTH);
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
