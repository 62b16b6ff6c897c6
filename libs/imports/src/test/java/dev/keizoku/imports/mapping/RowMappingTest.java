package dev.keizoku.imports.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.decode.Entry;
import dev.keizoku.imports.mapping.RowMapping.Mapped;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.StrictJson;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowMappingTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    static List<Arguments> fields() {
        return List.of(
                Arguments.of("{'column':'a'}", Map.of("a", "1"), "1"),
                Arguments.of("{'column':'a'}", Map.of("a", ""), null),
                Arguments.of("{'column':'a','when_empty':'keep'}", Map.of("a", ""), ""),
                Arguments.of("{'column':'a'}", Map.of("a", new BigDecimal("1.5")), new BigDecimal("1.5")),
                Arguments.of("{'constant':'USD'}", Map.of(), "USD"),
                Arguments.of("{'constant':12}", Map.of(), new BigDecimal("12")),
                Arguments.of("{'constant':true}", Map.of(), true),
                Arguments.of("{'concat':['a-',{'column':'a'},{'column':'b'}]}", Map.of("a", "1", "b", "2"), "a-12"),
                Arguments.of("{'column':'a','map':{'Basic':'basic','*':'other'}}", Map.of("a", "Basic"), "basic"),
                Arguments.of("{'column':'a','map':{'Basic':'basic','*':'other'}}", Map.of("a", "Pro"), "other"),
                Arguments.of("{'column':'a','map':{'True':'true','':'false'}}", Map.of("a", ""), "false"),
                Arguments.of("{'column':'a','map':{'True':'true'}}", Map.of("a", ""), null),
                Arguments.of(
                        "{'column':'a','date_format':'yyyy/MM/dd'}", Map.of("a", "2024/03/01"), "2024-02-29T15:00:00Z"),
                Arguments.of(
                        "{'column':'a','date_format':'d MMM yyyy'}", Map.of("a", "1 mar 2024"), "2024-02-29T15:00:00Z"),
                Arguments.of(
                        "{'column':'a','date_format':'yyyy-MM-dd HH:mm'}",
                        Map.of("a", "2024-03-01 09:30"),
                        "2024-03-01T00:30:00Z"),
                Arguments.of(
                        "{'column':'a','date_format':'yyyy-MM-dd HH:mm:ss.SSSSSS z'}",
                        Map.of("a", "2021-08-23 17:45:00.000000 UTC"),
                        "2021-08-23T17:45:00Z"),
                Arguments.of(
                        "{'column':'a','date_format':'yyyy-MM-dd HH:mmXXX'}",
                        Map.of("a", "2024-03-01 09:30+01:00"),
                        "2024-03-01T08:30:00Z"));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("fields")
    void makesAField(String field, Map<String, Object> record, Object expected) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (expected != null) {
            row.put("x", expected);
        }
        assertThat(rows("{'fields':{'x':" + field + "}}").apply(new Entry.Read(7, record)))
                .isEqualTo(new Mapped.Row(new ImportRow(7, row)));
    }

    static List<Arguments> refusals() {
        return List.of(
                Arguments.of("{'column':'a','when_empty':'reject'}", Map.of("a", ""), "required"),
                Arguments.of("{'column':'a','map':{'Basic':'basic'}}", Map.of("a", "Pro"), "unmapped_value"),
                Arguments.of("{'column':'a','date_format':'yyyy-MM-dd'}", Map.of("a", "2024-02-30"), "invalid_value"),
                Arguments.of("{'column':'a','date_format':'yyyy-MM-dd'}", Map.of("a", "soon"), "invalid_value"));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("refusals")
    void refusesAValueAndNamesTheField(String field, Map<String, Object> record, String code) {
        assertThat(rows("{'fields':{'x':" + field + "}}").apply(new Entry.Read(7, record)))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> {
                    assertThat(refused.line()).isEqualTo(7);
                    assertThat(refused.errors())
                            .extracting(FieldError::pointer, FieldError::code)
                            .containsExactly(org.assertj.core.groups.Tuple.tuple("x", code));
                });
    }

    @Test
    void takesColumnsByNameWithoutAMapping() {
        assertThat(rows("{}").apply(new Entry.Read(2, Map.of("id", "a", "end", ""))))
                .isEqualTo(new Mapped.Row(new ImportRow(2, Map.of("id", "a"))));
    }

    @Test
    void knowsTheColumnsItNeeds() {
        assertThat(rows("{'fields':{'x':{'column':'a'},'y':{'concat':[{'column':'b'},'-']},'z':{'constant':'c'}}}")
                        .columns())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(quoteCharacter = '"', textBlock = """
            {'format':'xml'}, /format
            {'charset':'ebcdic'}, /charset
            {'delimiter':'ab'}, /delimiter
            {'fields':{'x':{}}}, /fields/x
            "{'fields':{'x':{'column':'a','constant':'b'}}}", /fields/x
            {'fields':{'x':{'constant':[1]}}}, /fields/x/constant
            {'fields':{'x':{'concat':[1]}}}, /fields/x/concat/0
            "{'fields':{'x':{'column':'a','date_format':'nonsense'}}}", /fields/x/date_format
            "{'fields':{'x':{'column':'a','date_format':'HH:mm'}}}", /fields/x/date_format
            """)
    void saysWhatIsWrongWithAMapping(String mapping, String pointer) {
        MappingCheck check = new MappingCheck(parse(mapping));
        check.format(null);
        check.rows(TOKYO);
        assertThat(check.errors()).extracting(FieldError::pointer).contains(pointer);
    }

    private static RowMapping rows(String mapping) {
        MappingCheck check = new MappingCheck(parse(mapping));
        RowMapping rows = check.rows(TOKYO);
        assertThat(check.errors()).isEmpty();
        return rows;
    }

    private static ImportMapping parse(String mapping) {
        try {
            return StrictJson.mapper().readValue(mapping.replace('\'', '"'), ImportMapping.class);
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
