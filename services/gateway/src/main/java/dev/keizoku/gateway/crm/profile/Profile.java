package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's scores are written into a CRM.
 *
 * @param matchBy what the CRM knows the account by
 * @param keyField the field that holds it
 * @param language of texts and labels; the tenant's own if null
 * @param fields the names of the fields, by what they hold; what is not in it is not sent
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Profile(
        MatchBy matchBy, String keyField, @Nullable String language, Map<String, String> fields) {

    private static final int LONGEST_REASONS = 255;

    /** What the CRM knows an account by. */
    public enum MatchBy {
        /** Our id, in a field of its own; a record that is not there yet is made. */
        @JsonProperty("account_id")
        ACCOUNT_ID,
        /** The CRM's own id, where the account has one; no record is ever made. */
        @JsonProperty("external_id")
        EXTERNAL_ID
    }

    /** What a tenant has that never said otherwise. */
    public static Profile standard(Crm crm) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Exported each : Exported.values()) {
            fields.put(each.key(), each.nameIn(crm));
        }
        return new Profile(MatchBy.ACCOUNT_ID, Exported.nameIn(crm, Exported.KEY_FIELD), null, fields);
    }

    /** What the CRM knows this account by; null for one it does not know and that is not to be made. */
    public @Nullable String keyOf(Crm crm, JsonNode score) {
        return switch (matchBy) {
            case ACCOUNT_ID -> score.path("account_id").asText();
            case EXTERNAL_ID -> score.at("/external_ids/" + crm.key()).textValue();
        };
    }

    /** The CRM's fields of a score. What is not known clears its field, and the band says so: never 0. */
    public ObjectNode properties(JsonNode score) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        fields.forEach((source, name) ->
                Exported.of(source).ifPresent(exported -> properties.set(name, value(exported, score))));
        return properties;
    }

    private static JsonNode value(Exported exported, JsonNode score) {
        JsonNode value = switch (exported) {
            case HEALTH_SCORE -> score.path("score");
            case BAND -> score.path("band");
            case TREND -> score.at("/trend/delta_30d");
            case RISK_LEVEL -> score.at("/risk/level");
            case STAGE -> score.path("stage");
            case TOP_REASONS -> reasons(score.path("top_reasons"));
            case SCORED_AT -> score.path("scored_at");
            case EXPANSION_STATE -> score.path("expansion_state");
            case CONFIDENCE -> score.path("confidence");
        };
        return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    }

    /** As many whole sentences as fit; of one that alone is too long, its beginning. */
    private static JsonNode reasons(JsonNode reasons) {
        List<String> texts = StreamSupport.stream(reasons.spliterator(), false)
                .map(reason -> reason.path("text").asText())
                .toList();
        for (int count = texts.size(); count > 0; count--) {
            String joined = texts.stream().limit(count).collect(Collectors.joining(" "));
            if (joined.length() <= LONGEST_REASONS) {
                return JsonNodeFactory.instance.textNode(joined);
            }
        }
        return texts.isEmpty()
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.textNode(beginning(texts.getFirst()));
    }

    private static String beginning(String text) {
        int end = LONGEST_REASONS - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
