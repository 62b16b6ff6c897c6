package dev.keizoku.kernel;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Seals the position of a reader into an opaque cursor that only the same tenant can use for the same list. */
@Singleton
public class Cursors {

    private static final int SEAL_BYTES = 12;

    private final SecretKeySpec key;

    Cursors(
            @ConfigProperty(name = "keizoku.cursor.secret") Optional<String> own,
            @ConfigProperty(name = "keizoku.token.secret") String fallback) {
        byte[] secret = own.orElse("cursor:" + fallback).getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /**
     * Makes a cursor.
     *
     * @param list names the endpoint and its filters; a cursor of one list does not open another
     */
    public String seal(TenantId tenant, String list, String position) {
        byte[] body = position.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOf(sealOf(tenant, list, body), SEAL_BYTES + body.length);
        System.arraycopy(body, 0, sealed, SEAL_BYTES, body.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * The position a cursor holds.
     *
     * @throws ProblemException 400 when the cursor was not made here for this tenant and list
     */
    public String open(TenantId tenant, String list, String cursor) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(cursor);
            if (sealed.length >= SEAL_BYTES) {
                byte[] body = Arrays.copyOfRange(sealed, SEAL_BYTES, sealed.length);
                byte[] seal = Arrays.copyOf(sealed, SEAL_BYTES);
                if (MessageDigest.isEqual(seal, sealOf(tenant, list, body))) {
                    return new String(body, StandardCharsets.UTF_8);
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // Falls through to the one answer every bad cursor gets.
        }
        throw ProblemException.ofFields(List.of(new FieldError(
                "?cursor", "invalid_cursor", "This cursor was not made by this list with these filters.")));
    }

    private byte[] sealOf(TenantId tenant, String list, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(tenant.value().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(body), SEAL_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
