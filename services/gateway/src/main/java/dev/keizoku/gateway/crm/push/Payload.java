package dev.keizoku.gateway.crm.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.crm.profile.Crm;
import dev.keizoku.gateway.crm.profile.Profile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * An account as the CRM is to have it.
 *
 * @param key what the CRM knows it by; null where it does not know it and is not to be told
 * @param deleted no longer scored: the fields are cleared where they were filled
 */
record Payload(String accountId, long changeSeq, @Nullable String key, ObjectNode properties, boolean deleted) {

    static Payload of(Crm crm, Profile profile, JsonNode score) {
        boolean deleted = score.path("deleted").asBoolean();
        return new Payload(
                score.path("account_id").asText(),
                score.path("change_seq").asLong(),
                profile.keyOf(crm, score),
                profile.properties(deleted ? unknown(score) : score),
                deleted);
    }

    /** What is left to say of an account that is no longer scored. */
    private static ObjectNode unknown(JsonNode score) {
        ObjectNode left = score.deepCopy();
        left.retain("account_id", "external_ids");
        return left.put("band", "unknown").put("confidence", "none");
    }

    byte[] hash() {
        try {
            String whole = key + '\n' + properties;
            return MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
