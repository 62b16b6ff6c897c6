package dev.keizoku.gateway.crm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Upstream;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The accounts that the ids of another system stand for. */
@Singleton
public class AccountIds {

    private final Questions questions;

    AccountIds(Questions questions) {
        this.questions = questions;
    }

    /** The accounts of each id, in the order the ids were first sent: none, one, or several. */
    public Map<String, List<String>> of(String system, Collection<String> externalIds, Asking asking) {
        JsonNode found = questions.read(
                Question.post(
                        Upstream.SUBSCRIPTIONS,
                        "/v1/account-lookup",
                        Map.of("system", system, "external_ids", externalIds)),
                asking);
        Map<String, List<String>> accounts = new LinkedHashMap<>();
        found.path("data").forEach(each -> {
            List<String> ids = new ArrayList<>();
            each.path("account_ids").forEach(id -> ids.add(id.asText()));
            accounts.put(each.path("external_id").asText(), ids);
        });
        return accounts;
    }
}
