package dev.keizoku.subscriptions.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a webhook: when it was signed, and what could be the right digest of that and the body.
 *
 * @param signedAt in seconds, as it stands in the header and in what was signed
 */
record StripeSignature(String signedAt, List<byte[]> digests) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST_DIGESTS = 10;
    private static final int MOST_DIGITS = 12;

    /** Reads a header such as {@code t=1492774577,v1=5257a8…,v0=6ffbb5…}; null when it is none. */
    static @Nullable StripeSignature parse(@Nullable String header) {
        String signedAt = null;
        List<byte[]> digests = new ArrayList<>();
        for (String part : header == null ? new String[0] : header.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t") && isTime(pair[1])) {
                signedAt = pair[1];
            } else if (pair.length == 2 && pair[0].equals("v1") && digests.size() < MOST_DIGESTS) {
                digests.add(digest(pair[1]));
            }
        }
        return signedAt == null || digests.isEmpty() ? null : new StripeSignature(signedAt, digests);
    }

    /** Whether one of the secrets made one of the digests, near enough to now. Takes as long if none did. */
    boolean fits(byte[] body, Collection<String> secrets, Instant now, Duration tolerance) {
        boolean fits = false;
        for (String secret : secrets) {
            byte[] expected = sign(secret, signedAt, body);
            for (byte[] digest : digests) {
                fits |= MessageDigest.isEqual(expected, digest);
            }
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(signedAt));
        return fits && Duration.between(signed, now).abs().compareTo(tolerance) <= 0;
    }

    static byte[] sign(String secret, String signedAt, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((signedAt + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isTime(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static byte[] digest(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException notHex) {
            return new byte[0];
        }
    }
}
