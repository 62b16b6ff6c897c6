package dev.keizoku.gateway.crm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Accounts and their scores by the ids a CRM knows them by. */
@Path("/v1/accounts/lookup")
@RunOnVirtualThread
public class LookupResource {

    private final Questions questions;
    private final AccountIds accounts;
    private final Caller caller;

    LookupResource(Questions questions, AccountIds accounts, Caller caller) {
        this.questions = questions;
        this.accounts = accounts;
        this.caller = caller;
    }

    record Asked(
            @NotNull @Size(min = 1, max = 100) String system,

            @NotNull @Size(min = 1, max = 200) List<@NotNull @Size(min = 1, max = 255) String> externalIds) {}

    /** What came of an id. */
    enum Outcome {
        @JsonProperty("found")
        FOUND,
        @JsonProperty("unknown")
        UNKNOWN,
        @JsonProperty("ambiguous")
        AMBIGUOUS;

        static Outcome of(List<String> accounts) {
            return switch (accounts.size()) {
                case 0 -> UNKNOWN;
                case 1 -> FOUND;
                default -> AMBIGUOUS;
            };
        }
    }

    /** An id, the accounts that have it, and the score of the one that has. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Match(
            String externalId,
            Outcome outcome,
            List<String> accountIds,
            @Nullable JsonNode health) {}

    /** Each id once, in the order they were first sent. */
    record Matches(String system, List<Match> data) {}

    @POST
    @RolesAllowed("subscriptions:read")
    public Matches lookup(
            Asked body,
            @Context UriInfo uri,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            RoutingContext context) {
        Parameters parameters = Parameters.of(uri);
        boolean health = parameters.oneOf("include", List.of("health"), "").equals("health");
        parameters.verify();
        Asking asking = Asking.of(caller, context);
        Map<String, List<String>> found = accounts.of(body.system(), body.externalIds(), asking);
        List<String> known = found.values().stream()
                .filter(ids -> ids.size() == 1)
                .map(List::getFirst)
                .distinct()
                .toList();
        Map<String, JsonNode> scores = health && !known.isEmpty() ? scores(known, acceptLanguage, asking) : Map.of();
        return new Matches(
                body.system(),
                found.entrySet().stream()
                        .map(each -> new Match(
                                each.getKey(),
                                Outcome.of(each.getValue()),
                                each.getValue(),
                                each.getValue().size() == 1
                                        ? scores.get(each.getValue().getFirst())
                                        : null))
                        .toList());
    }

    private Map<String, JsonNode> scores(List<String> ids, @Nullable String acceptLanguage, Asking asking) {
        Question question = Question.post(Upstream.HEALTH, "/v1/account-scores", Map.of("account_ids", ids));
        JsonNode answer = questions.read(question.with(HttpHeaders.ACCEPT_LANGUAGE, acceptLanguage), asking);
        Map<String, JsonNode> scores = new HashMap<>();
        answer.path("data")
                .forEach(score -> scores.put(score.path("account_id").asText(), Objects.requireNonNull(score)));
        return scores;
    }
}
