package dev.keizoku.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every operation of the contract, asked by everybody: it opens to whom the contract says, and to nobody else. */
class SecurityMatrixStoryTest {

    private static final String OPERATOR = "operator";
    private static final String IMPORTS = "/v1/imports";

    /** What is exported or imported has a scope of its own. */
    private static final Set<String> ASK_FOR_MORE = Set.of("POST /v1/exports", "POST " + IMPORTS);

    private static final List<Member> BEHIND =
            List.of(Member.SUBSCRIPTIONS, Member.USAGE, Member.METRICS, Member.HEALTH);

    private final Suite suite = Suite.running();
    private final PublicContract contract =
            new PublicContract(suite.anonymous().get("/q/openapi").ok());
    private final Attempts attempts = new Attempts(contract, new Random(0));
    private final SoftAssertions softly = new SoftAssertions();
    private int cells;

    @Test
    void everyOperationNamesItsScope() {
        assertThat(contract.guarded())
                .allSatisfy(operation ->
                        assertThat(operation.scopes()).as(operation.toString()).isNotEmpty());
    }

    @Test
    void everyOperationOpensToItsScopeAndToNoOther() {
        Tenant tenant = suite.tenant("matrix", "UTC", "USD");
        Map<String, Api> principals = new LinkedHashMap<>();
        contract.scopes().forEach(scope -> principals.put(scope, tenant.with(scope)));
        for (Operation operation : contract.guarded()) {
            Attempt attempt = attempts.example(operation);
            if (!operation.scopes().contains(OPERATOR)) {
                answers(attempt, "the operator", suite.operator(), 403);
            }
            principals.forEach((scope, principal) -> {
                if (!operation.opensTo(scope)) {
                    answers(attempt, scope, principal, isAnImport(operation) ? 404 : 403);
                } else if (!operation.streams() && !ASK_FOR_MORE.contains(operation.toString())) {
                    letsIn(attempt, scope, principal);
                }
            });
        }
        told("%d operations by %d scopes", contract.guarded().size(), principals.size());
    }

    /** What an import brings is told by its id, and that of the example is nobody's. */
    private static boolean isAnImport(Operation operation) {
        return operation.path().startsWith(IMPORTS + "/");
    }

    /** Which scope it is depends on what is imported, as each service's own contract says. */
    @Test
    void everyServiceTakesImportsWithItsOwnScope() {
        Tenant tenant = suite.tenant("importing", "UTC", "USD");
        Map<String, Api> principals = new TreeMap<>();
        Map<String, Operation> uploads = new LinkedHashMap<>();
        for (Member member : BEHIND) {
            new PublicContract(suite.straightAt(member, "").get("/q/openapi").ok())
                    .guarded().stream()
                            .filter(operation -> operation.toString().equals("POST " + IMPORTS))
                            .forEach(operation -> uploads.put(operation.scopes().getFirst(), operation));
        }
        assertThat(uploads.keySet())
                .containsExactlyInAnyOrderElementsOf(contract.guarded().stream()
                        .filter(operation -> operation.toString().equals("POST " + IMPORTS))
                        .findFirst()
                        .orElseThrow()
                        .scopes());
        uploads.keySet().forEach(scope -> principals.put(scope, tenant.with(scope)));
        uploads.forEach((scope, operation) -> principals.forEach((of, principal) -> {
            Attempt attempt = attempts.example(operation);
            if (of.equals(scope)) {
                letsIn(attempt, of, principal);
            } else {
                answers(attempt, of, principal, 403);
            }
        }));
        told("imports of %d services", uploads.size());
    }

    @Test
    void nobodyComesInWithACredentialThatIsNotGood() {
        Tenant tenant = suite.tenant("nobody", "UTC", "USD");
        Api suspended = Principals.suspended(suite);
        try (Principals all = new Principals(suite, tenant, contract.roles().keySet())) {
            Map<String, Api> nobodies = all.nobodies();
            for (Operation operation : contract.guarded()) {
                Attempt attempt = attempts.example(operation);
                nobodies.forEach((who, nobody) -> answers(attempt, who, nobody, 401));
                answers(attempt, "a suspended tenant", suspended, 403);
            }
            told("%d kinds of bad credentials", nobodies.size() + 1);
        }
    }

    @Test
    void everyServiceRefusesWhoComesPastTheGateway() {
        String key = suite.tenant("past", "UTC", "USD").key("subscriptions:read");
        for (Member member : BEHIND) {
            JsonNode own = suite.straightAt(member, "").get("/q/openapi").ok();
            for (Operation operation : new PublicContract(own).guarded()) {
                answers(attempts.example(operation), "anonymous at " + member, suite.straightAt(member, ""), 401);
                answers(attempts.example(operation), "a key at " + member, suite.straightAt(member, key), 401);
            }
        }
        told("straight at %d services", BEHIND.size());
    }

    private void answers(Attempt attempt, String who, Api api, Integer refused) {
        softly.assertThat(attempt.answeredTo(api).status())
                .as("%s by %s", attempt.operation(), who)
                .isEqualTo(refused);
        cells++;
    }

    private void letsIn(Attempt attempt, String who, Api api) {
        softly.assertThat(attempt.answeredTo(api).status())
                .as("%s by %s", attempt.operation(), who)
                .isNotIn(401, 403);
        cells++;
    }

    private void told(String what, Object... figures) {
        System.out.printf("security matrix: %s: %,d cells%n", what.formatted(figures), cells);
        softly.assertAll();
    }
}
