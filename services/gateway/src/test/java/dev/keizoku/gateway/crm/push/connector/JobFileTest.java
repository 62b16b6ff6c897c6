package dev.keizoku.gateway.crm.push.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobFileTest {

    private static ObjectNode fields() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Test
    void clearsWhatIsNullAndLeavesAFormulaATextInLinesThatEndInLf() {
        String file = JobFile.of(
                "Key__c",
                List.of(
                        new Item(
                                "a,1",
                                fields().put("Score__c", 61.5)
                                        .putNull("Trend__c")
                                        .put("Text__c", "=1+1")),
                        new Item(
                                "b",
                                fields().put("Score__c", 7).put("Trend__c", "").put("Text__c", "said \"no\"\n解約"))));
        assertThat(file).isEqualTo("""
                Key__c,Score__c,Trend__c,Text__c
                "a,1",61.5,#N/A,=1+1
                b,7,#N/A,"said ""no""
                解約"
                """);
    }

    @Test
    void aFieldThatARecordDoesNotNameStaysAsItIs() {
        String file = JobFile.of(
                "Id", List.of(new Item("001", fields().put("A__c", 1)), new Item("002", fields().put("B__c", 2))));
        assertThat(file).isEqualTo("Id,A__c,B__c\n001,1,\n002,,2\n");
    }

    @Test
    void readsResultsByTheNameOfTheKeyHoweverItIsWritten() {
        List<JobFile.Told> told = JobFile.results("Key__c", """
                "sf__Id","sf__Error","key__c","Score__c"
                "001x","UNABLE_TO_LOCK_ROW:unable to obtain exclusive access:--","b","7"
                "","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --","a,1","61.5"
                """);
        assertThat(told)
                .containsExactly(
                        new JobFile.Told("b", "001x", "UNABLE_TO_LOCK_ROW:unable to obtain exclusive access:--"),
                        new JobFile.Told(
                                "a,1", "", "REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --"));
        assertThat(JobFile.results("Key__c", "")).isEmpty();
    }
}
