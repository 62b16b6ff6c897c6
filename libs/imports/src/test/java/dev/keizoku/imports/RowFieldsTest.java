package dev.keizoku.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class RowFieldsTest {

    private static RowFields fields(Map<String, Object> fields) {
        return RowFields.of(new ImportRow(1, fields), ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void readsEachType() {
        RowFields fields = fields(Map.of(
                "id",
                "acme",
                "day",
                "2024-03-01",
                "at",
                "2024-03-01T09:30:00+09:00",
                "n",
                "12.50",
                "b",
                "True",
                "j",
                new BigDecimal("7")));

        assertThat(fields.requiredAs("id", AccountId::new)).isEqualTo(new AccountId("acme"));
        assertThat(fields.instant("day")).isEqualTo(Instant.parse("2024-02-29T15:00:00Z"));
        assertThat(fields.date("at")).isEqualTo(LocalDate.of(2024, 3, 1));
        assertThat(fields.decimal("n")).isEqualTo(new BigDecimal("12.50"));
        assertThat(fields.bool("b")).isTrue();
        assertThat(fields.integer("j")).isEqualTo(7);
        assertThat(fields.errors()).isEmpty();
    }

    @Test
    void namesEveryBadField() {
        RowFields fields = fields(Map.of("day", "01/03/2024", "n", "1e99", "w", "1.5", "b", "maybe", "what", "x"));
        fields.requiredText("id");
        fields.instant("day");
        fields.decimal("n");
        fields.integer("w");
        fields.bool("b");

        assertThat(fields.errors())
                .extracting(FieldError::pointer, FieldError::code)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("id", "required"),
                        Tuple.tuple("day", "invalid_value"),
                        Tuple.tuple("n", "invalid_value"),
                        Tuple.tuple("w", "invalid_value"),
                        Tuple.tuple("b", "invalid_value"),
                        Tuple.tuple("what", "unknown_field"));
    }

    @Test
    void nestsByDot() {
        ImportRow row = new ImportRow(1, Map.of("id", "a", "attributes.country", "JP", "attributes.deep.k", "v"));
        assertThat(row.nested())
                .isEqualTo(Map.of("id", "a", "attributes", Map.of("country", "JP", "deep", Map.of("k", "v"))));
    }
}
