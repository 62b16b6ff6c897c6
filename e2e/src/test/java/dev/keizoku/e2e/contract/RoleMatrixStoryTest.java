package dev.keizoku.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.contract.PublicContract.RoleRule;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every operation of the contract, asked by a person of each role: it opens to the roles that have its scope there. */
class RoleMatrixStoryTest {

    private final Suite suite = Suite.running();
    private final PublicContract contract =
            new PublicContract(suite.anonymous().get("/q/openapi").ok());
    private final Attempts attempts = new Attempts(contract, new Random(0));

    @Test
    void everyOperationOpensToTheRolesThatHaveItsScopeAndToNoOther() {
        Tenant tenant = suite.tenant("roles", "UTC", "USD");
        Map<String, RoleRule> roles = contract.roles();
        assertThat(roles).containsKeys("viewer", "analyst", "csm", "csm_all", "manager", "admin");
        SoftAssertions softly = new SoftAssertions();
        int cells = 0;
        try (Principals people = new Principals(suite, tenant, roles.keySet())) {
            for (Map.Entry<String, RoleRule> role : roles.entrySet()) {
                Api person = people.person("a-" + role.getKey(), role.getKey());
                for (Operation operation : contract.guarded()) {
                    if (operation.streams() || operation.scopes().contains(Operation.ANY)) {
                        continue;
                    }
                    boolean own = role.getValue().ownAccountsOnly();
                    boolean opens = role.getValue().scopes().containsAll(operation.scopes());
                    boolean closed = operation.scopes().stream()
                            .noneMatch(role.getValue().scopes()::contains);
                    if (own && operation.path().contains("{account_id}")) {
                        // The account of the example is nobody's.
                        closed = true;
                    }
                    if (opens || closed) {
                        int status =
                                attempts.example(operation).answeredTo(person).status();
                        var asserted = softly.assertThat(status).as("%s by a %s", operation, role.getKey());
                        cells++;
                        if (closed) {
                            asserted.isIn(refusals(operation, own));
                        } else {
                            asserted.isNotEqualTo(401).matches(answered -> own || answered != 403, "is no refusal");
                        }
                    }
                }
            }
        }
        System.out.printf("role matrix: %d roles, %,d cells%n", roles.size(), cells);
        softly.assertAll();
    }

    /** What an import brings is told by its id, and that of the example is nobody's; nor is an account of others there. */
    private static List<Integer> refusals(Operation operation, boolean own) {
        return operation.path().startsWith("/v1/imports/") || own ? List.of(403, 404) : List.of(403);
    }

    @Test
    void everyRoleOfTheContractIsGivenToMembers() {
        Tenant tenant = suite.tenant("members", "UTC", "USD");
        contract.roles()
                .keySet()
                .forEach(role -> assertThat(tenant.admin()
                                .put("/v1/members/a-" + role, Map.of("email", role + "@acme.example", "role", role))
                                .status())
                        .as(role)
                        .isEqualTo(201));
    }
}
