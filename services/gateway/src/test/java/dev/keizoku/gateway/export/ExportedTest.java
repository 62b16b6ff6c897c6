package dev.keizoku.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.Contract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportedTest {

    @ParameterizedTest
    @CsvSource({
        "HEALTH_SCORES, HealthScore",
        "RISK_SIGNALS, RiskSignal",
        "PLAYS, Play",
        "OPPORTUNITIES, AccountExpansion",
        "ACCOUNTS, Account"
    })
    void columnsAreTheFieldsOfTheContract(Exported exported, String schema) {
        JsonNode contract = Contract.load(exported.upstream().contract());
        assertThat(contract.at(pointer(exported)).asText()).contains("`" + schema + "`");
        List<String> fields = new ArrayList<>();
        collect(contract, contract.at("/components/schemas/" + schema), "", fields);
        assertThat(exported.columns()).containsExactlyInAnyOrderElementsOf(fields);
    }

    private static String pointer(Exported exported) {
        return "/paths/" + exported.path().replace("/", "~1") + "/get/description";
    }

    private static void collect(JsonNode contract, JsonNode reference, String path, List<String> fields) {
        JsonNode schema = resolved(contract, reference);
        if (schema.path("properties").isEmpty()) {
            fields.add(path);
        }
        schema.path("properties")
                .properties()
                .forEach(field -> collect(
                        contract,
                        field.getValue(),
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        fields));
    }

    private static JsonNode resolved(JsonNode contract, JsonNode reference) {
        JsonNode here = reference;
        while (here.path("$ref").asText().startsWith("#")) {
            here = contract.at(here.path("$ref").asText().substring(1));
        }
        return here.path("allOf").isEmpty()
                ? here
                : resolved(contract, here.path("allOf").get(0));
    }
}
