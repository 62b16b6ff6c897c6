package dev.keizoku.health.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keizoku.health.AccountDays;
import dev.keizoku.kernel.NdjsonReader;
import dev.keizoku.kernel.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountJoinTest {

    @Test
    void joinsByAccountInOnePass() {
        AccountJoin join = join(facts("a", "b", "d") + end(3), usage("b", "c", "d") + end(3), null, null);

        assertThat(read(join)).containsExactly("a-", "b+", "d+");
        assertThat(join.usageWithoutAccount()).isEqualTo(1);
    }

    @Test
    void ordersAccountsByCodePointAsTheDatabaseDoes() {
        // U+FF5E sorts before U+1F600 by code point, and after it by UTF-16 unit.
        AccountJoin join = join(facts("～", "😀") + end(2), usage("～", "😀") + end(2), null, null);

        assertThat(read(join)).containsExactly("～+", "😀+");
    }

    @Test
    void goesOnAfterAPosition() {
        AccountJoin join = join(facts("b", "c", "d") + end(3), usage("b", "d") + end(2), "b", "d");

        assertThat(read(join)).containsExactly("c-");
    }

    @Test
    void refusesAStreamThatBrokeOff() {
        AccountJoin brokenUsage = join(facts("a", "b") + end(2), usage("a"), null, null);
        AccountJoin brokenFacts = join(facts("a", "b"), usage("a", "b") + end(2), null, null);

        assertThatExceptionOfType(UpstreamFailure.class)
                .isThrownBy(() -> read(brokenUsage))
                .satisfies(failure -> assertThat(failure.service()).isEqualTo("usage"));
        assertThatExceptionOfType(UpstreamFailure.class).isThrownBy(() -> read(brokenFacts));
    }

    @Test
    void givesEachAccountItsBalanceAndNoneWhereThereIsNone() {
        AccountJoin join =
                join(facts("a", "b", "d") + end(3), end(0), balances("0", "b", "c", "d", "e") + end(5), null, null);

        assertThat(join.next().balance()).isNull();
        assertThat(join.next().balance().mrr()).isEqualByComparingTo("7.5");
        assertThat(join.next().balance().accountId()).isEqualTo("d");
        assertThat(join.hasNext()).isFalse();
    }

    @Test
    void refusesBalancesThatBrokeOff() {
        AccountJoin join = join(facts("a", "b") + end(2), end(0), balances("a"), null, null);

        assertThatExceptionOfType(UpstreamFailure.class)
                .isThrownBy(() -> read(join))
                .satisfies(failure -> assertThat(failure.service()).isEqualTo("metrics"));
    }

    @Test
    void refusesAStreamThatCountsOtherRows() {
        AccountJoin join = join(facts("a", "b") + end(3), usage("a") + end(1), null, null);

        assertThatExceptionOfType(UpstreamFailure.class).isThrownBy(() -> read(join));
    }

    @Test
    void refusesAStreamThatIsNotSorted() {
        AccountJoin join = join(facts("b", "a") + end(2), end(0), null, null);

        assertThatExceptionOfType(UpstreamFailure.class).isThrownBy(() -> read(join));
    }

    private static List<String> read(AccountJoin join) {
        List<String> seen = new ArrayList<>();
        while (join.hasNext()) {
            JoinedAccount account = join.next();
            seen.add(account.fact().accountId() + (account.usage() == null ? "-" : "+"));
        }
        return seen;
    }

    private static AccountJoin join(String facts, String usage, @Nullable String after, @Nullable String to) {
        return join(facts, usage, end(0), after, to);
    }

    private static AccountJoin join(
            String facts, String usage, String balances, @Nullable String after, @Nullable String to) {
        StreamSlice slice = new StreamSlice(LocalDate.of(2026, 3, 1), Instant.EPOCH, null, after, to);
        return new AccountJoin(
                new SortedRows<>("subscriptions", reader(facts, AccountFact.class), AccountFact::accountId, slice),
                new SortedRows<>("usage", reader(usage, UsageMeasure.class), UsageMeasure::accountId, slice),
                new SortedRows<>("metrics", reader(balances, Balance.class), Balance::accountId, slice),
                new SortedRows<>("usage", reader(end(0), MeterValues.class), MeterValues::accountId, slice));
    }

    private static <T> NdjsonReader<T> reader(String lines, Class<T> type) {
        try {
            return new NdjsonReader<>(
                    new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), StrictJson.mapper(), type);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String facts(String... accounts) {
        return rows(accounts, ", \"state\": \"active\", \"later_field\": [1]");
    }

    private static String usage(String... accounts) {
        return Arrays.stream(accounts)
                .map(account -> AccountDays.usageLine(account, "{\"later_field\": [1]}") + "\n")
                .collect(Collectors.joining());
    }

    private static String balances(String... accounts) {
        return rows(
                accounts,
                ", \"currency\": \"JPY\", \"mrr\": 7.5, \"mrr_30_days_before\": 7, \"mrr_90_days_before\": 0");
    }

    private static String rows(String[] accounts, String rest) {
        StringBuilder lines = new StringBuilder();
        for (String account : accounts) {
            lines.append("{\"account_id\": \"")
                    .append(account)
                    .append('"')
                    .append(rest)
                    .append("}\n");
        }
        return lines.toString();
    }

    private static String end(int count) {
        return "{\"end\":true,\"count\":" + count + "}\n";
    }
}
