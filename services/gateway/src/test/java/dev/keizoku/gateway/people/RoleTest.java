package dev.keizoku.gateway.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.kernel.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoleTest {

    @Test
    void opensWhatTheContractSays() {
        JsonNode contract = Contract.load("gateway").at("/components/schemas/Role");
        assertThat(contract.path("x-roles").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyElementsOf(Role.NAMES);
        for (Role role : Role.values()) {
            JsonNode told = contract.path("x-roles").path(role.wireName());
            assertThat(told.path("scopes"))
                    .extracting(JsonNode::asText)
                    .as(role.wireName())
                    .containsExactlyInAnyOrderElementsOf(role.scopes());
            assertThat(told.path("accounts").asText())
                    .as(role.wireName())
                    .isEqualTo(role.ownAccountsOnly() ? "own" : "all");
        }
    }

    @Test
    void opensWhatTheDocumentedTableSays() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../../docs/access.md"));
        for (Role role : Role.values()) {
            List<String> scopes =
                    Scopes.NAMES.stream().filter(role.scopes()::contains).toList();
            String row = "| `" + role.wireName() + "` | `" + String.join("`, `", scopes) + "` | "
                    + (role.ownAccountsOnly() ? "own" : "all") + " |";
            assertThat(lines).contains(row);
        }
    }
}
