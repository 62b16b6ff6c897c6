package dev.keizoku.gateway.export.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Which cells a row of a file has. */
public sealed interface Table {

    List<String> head();

    List<String> cells(JsonNode row);

    /** A column for each of these fields, named by its path. */
    record Plain(List<String> head) implements Table {

        public Plain {
            head = List.copyOf(head);
        }

        @Override
        public List<String> cells(JsonNode row) {
            return head.stream().map(path -> Cells.of(row, path)).toList();
        }
    }

    /**
     * Health scores as Salesforce's Bulk API 2.0 takes them. An empty cell leaves a field of Salesforce as it is, so what
     * is not known is {@code #N/A}, which clears it; the band is {@code unknown} then. The id is as it is: with an
     * apostrophe it would be another account's.
     */
    record Salesforce() implements Table {

        private static final String CLEARED = "#N/A";
        private static final int LONGEST_TEXT = 255;

        private static final List<String> HEAD = List.of(
                "Cs_Account_Id__c",
                "Cs_Health_Score__c",
                "Cs_Health_Band__c",
                "Cs_Health_Trend__c",
                "Cs_Churn_Risk__c",
                "Cs_Stage__c",
                "Cs_Health_Reasons__c",
                "Cs_Health_Scored_At__c",
                "Cs_Expansion__c",
                "Cs_Health_Confidence__c");

        private static final List<String> PATHS = List.of(
                "score",
                "band",
                "trend.label",
                "risk.level",
                "stage",
                "top_reasons",
                "scored_at",
                "expansion_state",
                "confidence");

        @Override
        public List<String> head() {
            return HEAD;
        }

        @Override
        public List<String> cells(JsonNode row) {
            String[] cells = new String[HEAD.size()];
            cells[0] = row.path("account_id").asText();
            for (int i = 0; i < PATHS.size(); i++) {
                String cell = Cells.of(row, PATHS.get(i));
                cells[i + 1] = cell.isEmpty() ? CLEARED : shortened(cell);
            }
            return List.of(cells);
        }

        private static String shortened(String text) {
            int length = text.codePointCount(0, text.length());
            return length <= LONGEST_TEXT
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
        }
    }
}
