package dev.keizoku.gateway.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String csv(Encoding encoding, List<String> columns, String... rows) throws IOException {
        Rows.Csv csv = new Rows.Csv(new Table.Plain(columns), encoding, MAPPER);
        StringBuilder text = new StringBuilder(new String(csv.head(), Charset.forName(encoding.charset())));
        for (String row : rows) {
            text.append(new String(
                    csv.row(row.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                    Charset.forName(encoding.charset())));
        }
        return text.toString();
    }

    @Test
    void putsAnApostropheBeforeWhatASpreadsheetWouldReckonWith() {
        for (String formula : List.of("=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\rx")) {
            assertThat(Cells.neutral(formula)).isEqualTo("'" + formula);
        }
        assertThat(Cells.neutral("-8.20")).isEqualTo("-8.20");
        assertThat(Cells.neutral("a=b")).isEqualTo("a=b");
        assertThat(Cells.neutral("")).isEmpty();
        assertThat(Cells.of(json("{'tags': ['=a', 'b']}"), "tags")).isEqualTo("'=a; b");
    }

    @Test
    void leavesNumbersAsTheyAre() {
        JsonNode row = json("{'trend': {'delta_30d': -8.2}, 'score': 61.30, 'gone': false, 'none': null}");
        assertThat(Cells.of(row, "trend.delta_30d")).isEqualTo("-8.2");
        assertThat(Cells.of(row, "gone")).isEqualTo("false");
        assertThat(Cells.of(row, "none")).isEmpty();
        assertThat(Cells.of(row, "trend.nothing.there")).isEmpty();
    }

    @Test
    void showsTheTextsOfAListAndTheJsonOfAnObject() {
        JsonNode row = json("{'top_reasons': [{'code': 'A', 'text': 'fewer people'}, {'code': 'B', 'text': 'late'}], "
                + "'external_ids': {'salesforce': '001'}}");
        assertThat(Cells.of(row, "top_reasons")).isEqualTo("fewer people; late");
        assertThat(Cells.of(row, "external_ids")).isEqualTo("{\"salesforce\":\"001\"}");
    }

    @Test
    void quotesByRfc4180() throws IOException {
        assertThat(csv(
                        Encoding.UTF_8,
                        List.of("a", "b"),
                        "{'a': 'x,y', 'b': 'two\\nlines'}",
                        "{'a': 'say \\\"so\\\"'}"))
                .isEqualTo("a,b\r\n\"x,y\",\"two\nlines\"\r\n\"say \"\"so\"\"\",\r\n");
    }

    @Test
    void beginsWithTheMarkExcelLooksFor() {
        Rows.Csv csv = new Rows.Csv(new Table.Plain(List.of("a")), Encoding.UTF_8_BOM, MAPPER);
        assertThat(csv.head()).startsWith(0xef, 0xbb, 0xbf).endsWith('a', '\r', '\n');
    }

    @Test
    void writesCp932AndCountsWhatItCannotSay() throws IOException {
        Rows.Csv csv = new Rows.Csv(new Table.Plain(List.of("a")), Encoding.CP932, MAPPER);
        String row = new String(
                csv.row("{\"a\": \"㈱髙島 10〜20 − € 😀\"}".getBytes(StandardCharsets.UTF_8)),
                Charset.forName("windows-31j"));
        assertThat(row).isEqualTo("㈱髙島 10～20 － 〓 〓\r\n");
        assertThat(csv.replaced()).isEqualTo(2);
    }

    @Test
    void clearsAFieldOfSalesforceWhoseValueIsNotKnown() {
        Table salesforce = new Table.Salesforce();
        List<String> cells = salesforce.cells(
                json(
                        "{'account_id': '=acme', 'score': null, 'band': 'unknown', 'trend': {'label': 'none'}, "
                                + "'risk': null, 'top_reasons': [], 'scored_at': '2026-03-02T00:00:00Z', 'confidence': 'none'}"));
        assertThat(salesforce.head()).hasSameSizeAs(cells);
        assertThat(cells)
                .startsWith("=acme", "#N/A", "unknown", "none", "#N/A", "#N/A", "#N/A", "2026-03-02T00:00:00Z");
    }

    @Test
    void namesEveryFieldOfAReport() {
        assertThat(Cells.paths(List.of(
                        json("{'group': {'plan': 'a'}, 'value': 1}"),
                        json("{'group': {'plan': 'b'}, 'value': {'amount': '1', 'currency': 'JPY'}}"))))
                .containsExactly("group.plan", "value", "value.amount", "value.currency");
    }
}
