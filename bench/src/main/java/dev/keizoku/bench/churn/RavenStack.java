package dev.keizoku.bench.churn;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keizoku.health.model.learn.Input;
import dev.keizoku.health.model.learn.Input.Expected;
import dev.keizoku.health.model.learn.Observation;
import dev.keizoku.health.model.learn.Prediction;
import dev.keizoku.health.model.learn.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Made-up accounts whose leaving was drawn at random, five days before each month: whether one of their churn events
 * falls into it. There is nothing to find here, and whoever finds something has made a mistake.
 */
public final class RavenStack {

    private static final int LEAD_DAYS = 5;
    private static final int WINDOW_DAYS = 90;
    private static final YearMonth FIRST = YearMonth.of(2023, 6);
    private static final YearMonth LAST = YearMonth.of(2024, 12);
    private static final List<Input> INPUTS = List.of(
            new Input("usage", Expected.LESS_CHURN),
            new Input("features", Expected.LESS_CHURN),
            new Input("errors", Expected.MORE_CHURN),
            new Input("tickets", Expected.BOTH_ENDS),
            new Input("escalations", Expected.MORE_CHURN),
            new Input("satisfaction", Expected.LESS_CHURN),
            new Input("seats", Expected.ANYTHING),
            new Input("mrr", Expected.ANYTHING));

    private static final int AGE_DAYS = 45;

    private RavenStack() {}

    private record Dated(LocalDate on, NamedCsvRecord row) {}

    /** Everything dated of an account. */
    private record Account(
            String id, LocalDate since, double seats, List<Dated> usage, List<Dated> tickets, List<Dated> contracts) {}

    public static History read(Path data) throws IOException {
        Path folder = data.resolve("ravenstack");
        Map<String, String> owners = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("ravenstack_subscriptions.csv"))) {
            owners.put(row.getField("subscription_id"), row.getField("account_id"));
        }
        Map<String, List<Dated>> usage = dated(folder, "feature_usage", "usage_date", owners);
        Map<String, List<Dated>> tickets = dated(folder, "support_tickets", "submitted_at", Map.of());
        Map<String, List<Dated>> contracts = dated(folder, "subscriptions", "start_date", Map.of());
        Map<String, List<Dated>> ends = dated(folder, "churn_events", "churn_date", Map.of());
        List<Observation> observations = new ArrayList<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("ravenstack_accounts.csv"))) {
            String id = row.getField("account_id");
            Account account = new Account(
                    id,
                    LocalDate.parse(row.getField("signup_date")),
                    Table.number(row, "seats"),
                    usage.getOrDefault(id, List.of()),
                    tickets.getOrDefault(id, List.of()),
                    contracts.getOrDefault(id, List.of()));
            observe(observations, account, ends.getOrDefault(id, List.of()));
        }
        return new History(
                "RavenStack",
                "River @ Rivalytics, RavenStack (synthetic)",
                INPUTS,
                INPUTS.stream().map(Input::key).collect(Collectors.toUnmodifiableSet()),
                observations);
    }

    /**
     * The same predictions with only those of one age held against each other. The events of an account were drawn
     * between its beginning and the end of the data, so that those who began late have more of them a month.
     */
    public static List<Prediction> ofOneAge(Path data, List<Prediction> predictions) throws IOException {
        Map<String, LocalDate> since = new HashMap<>();
        for (NamedCsvRecord row : Table.read(data.resolve("ravenstack/ravenstack_accounts.csv"))) {
            since.put(row.getField("account_id"), LocalDate.parse(row.getField("signup_date")));
        }
        return predictions.stream()
                .map(said -> {
                    LocalDate began = since.getOrDefault(said.accountId(), said.on());
                    long age = ChronoUnit.DAYS.between(began, said.on()) / AGE_DAYS;
                    // A day of its own for each age: only those of one day are compared.
                    return new Prediction(
                            said.accountId(), said.on().plusYears(age), said.score(), said.left(), said.treated());
                })
                .toList();
    }

    private static void observe(List<Observation> observations, Account account, List<Dated> ends) {
        for (YearMonth month = FIRST; !month.isAfter(LAST); month = month.plusMonths(1)) {
            LocalDate from = month.atDay(1);
            LocalDate on = from.minusDays(LEAD_DAYS);
            LocalDate until = month.plusMonths(1).atDay(1);
            if (!account.since().isAfter(on)) {
                boolean left = ends.stream()
                        .anyMatch(end -> !end.on().isBefore(from) && end.on().isBefore(until));
                observations.add(new Observation(account.id(), on, until, values(account, on), left, false));
            }
        }
    }

    private static Values values(Account account, LocalDate on) {
        List<Dated> usage = recent(account.usage(), on);
        List<Dated> tickets = recent(account.tickets(), on);
        double satisfaction = tickets.stream()
                .map(ticket -> ticket.row().getField("satisfaction_score"))
                .filter(score -> !score.isEmpty())
                .mapToDouble(Double::parseDouble)
                .average()
                .orElse(Values.UNKNOWN);
        double mrr = account.contracts().stream()
                .filter(contract -> !contract.on().isAfter(on))
                .filter(contract -> {
                    String end = contract.row().getField("end_date");
                    return end.isEmpty() || LocalDate.parse(end).isAfter(on);
                })
                .mapToDouble(contract -> Table.number(contract.row(), "mrr_amount"))
                .sum();
        return Values.of(
                usage.stream()
                        .mapToDouble(use -> Table.number(use.row(), "usage_count"))
                        .sum(),
                (double) usage.stream()
                        .map(use -> use.row().getField("feature_name"))
                        .distinct()
                        .count(),
                usage.stream()
                        .mapToDouble(use -> Table.number(use.row(), "error_count"))
                        .sum(),
                tickets.size(),
                (double) tickets.stream()
                        .filter(ticket ->
                                ticket.row().getField("escalation_flag").equals("True"))
                        .count(),
                satisfaction,
                account.seats(),
                mrr);
    }

    private static List<Dated> recent(List<Dated> all, LocalDate on) {
        return all.stream()
                .filter(one -> !one.on().isAfter(on) && one.on().isAfter(on.minusDays(WINDOW_DAYS)))
                .toList();
    }

    private static Map<String, List<Dated>> dated(Path folder, String table, String column, Map<String, String> owners)
            throws IOException {
        Map<String, List<Dated>> byAccount = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("ravenstack_" + table + ".csv"))) {
            String account = owners.isEmpty()
                    ? row.getField("account_id")
                    : owners.getOrDefault(row.getField("subscription_id"), "");
            LocalDate on = LocalDate.parse(row.getField(column).substring(0, 10));
            byAccount.computeIfAbsent(account, id -> new ArrayList<>()).add(new Dated(on, row));
        }
        return byAccount;
    }
}
