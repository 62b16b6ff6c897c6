package dev.keizoku.gateway.crm.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ProfileTest {

    private static JsonNode score(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException bad) {
            throw new AssertionError(bad);
        }
    }

    @Test
    void namesTheFieldsAsTheCrmDoes() {
        assertThat(Profile.standard(Crm.HUBSPOT).fields()).containsEntry("health_score", "cs_health_score");
        assertThat(Profile.standard(Crm.SALESFORCE).fields())
                .containsEntry("health_score", "CS_Health_Score__c")
                .containsEntry("scored_at", "CS_Health_Scored_At__c");
        assertThat(Profile.standard(Crm.SALESFORCE).keyField()).isEqualTo("CS_Account_Id__c");
    }

    @Test
    void anUnknownScoreClearsTheFieldAndTheBandSaysSo() {
        JsonNode properties = Profile.standard(Crm.HUBSPOT).properties(score("""
                {"account_id": "a", "score": null, "band": "unknown", "trend": {"delta_30d": null}, "risk": null,
                    "top_reasons": []}
                """));
        assertThat(properties.get("cs_health_score").isNull()).isTrue();
        assertThat(properties.get("cs_health_band").asText()).isEqualTo("unknown");
        assertThat(properties.get("cs_churn_risk").isNull()).isTrue();
        assertThat(properties.get("cs_health_reasons").isNull()).isTrue();
    }

    @Test
    void reasonsAreWholeSentencesOfAtMost255Characters() {
        String long200 = "x".repeat(199) + ".";
        assertThat(reasons("short.", long200, "and one more that no longer fits into it, really."))
                .isEqualTo("short. " + long200);
        assertThat(reasons("あ".repeat(300))).hasSize(255).endsWith("…");
        assertThat(reasons("x".repeat(253) + "😀😀")).hasSize(254).endsWith("x…");
    }

    private static String reasons(String... texts) {
        StringBuilder json = new StringBuilder("{\"top_reasons\": [");
        for (String text : texts) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"text\": \"")
                    .append(text)
                    .append("\"}");
        }
        return Profile.standard(Crm.HUBSPOT)
                .properties(score(json.append("]}").toString()))
                .get("cs_health_reasons")
                .asText();
    }

    @Test
    void knowsAnAccountByOurIdOrByThatOfTheCrm() {
        JsonNode acme = score("{\"account_id\": \"acme\", \"external_ids\": {\"hubspot\": \"987\"}}");
        Profile ours = Profile.standard(Crm.HUBSPOT);
        Profile theirs = new Profile(Profile.MatchBy.EXTERNAL_ID, ours.keyField(), ours.language(), ours.fields());
        assertThat(ours.keyOf(Crm.HUBSPOT, acme)).isEqualTo("acme");
        assertThat(theirs.keyOf(Crm.HUBSPOT, acme)).isEqualTo("987");
        assertThat(theirs.keyOf(Crm.SALESFORCE, acme)).isNull();
    }
}
