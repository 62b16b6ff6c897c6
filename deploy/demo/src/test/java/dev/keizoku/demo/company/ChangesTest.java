package dev.keizoku.demo.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 42, 2026})
    void areAlwaysLegal(long seed) {
        var company = company(seed);
        assertThat(company.changes()).isNotEmpty();
        for (var customer : company.customers()) {
            assertThatCode(() -> Timeline.of(customer.changes())).doesNotThrowAnyException();
        }
    }

    @Test
    void haveIdsOfTheirOwn() {
        assertThat(company(1).changes().map(Change::changeId)).doesNotHaveDuplicates();
        assertThat(company(1).seen().map(Customer::accountId)).doesNotHaveDuplicates();
    }

    @Test
    void endWithTheStory() {
        var company = company(1);
        assertThat(company.changes())
                .allSatisfy(change ->
                        assertThat(change.at()).isBefore(company.story().curtain()));
    }

    @Test
    void useEveryKind() {
        var kinds = company(1).changes().collect(Collectors.groupingBy(Change::kind, Collectors.counting()));
        assertThat(kinds).containsOnlyKeys(Change.Kind.values());
    }

    @Test
    void bringSomeCustomersBack() {
        var starts = company(1)
                .changes()
                .filter(change -> change.kind() == Change.Kind.START)
                .map(Change::accountId)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(starts).containsValue(2L);
    }

    private static Company company(long seed) {
        return Company.play(new Story(seed, LocalDate.of(2026, 3, 17), ZoneId.of("America/New_York")));
    }
}
