package dev.keizoku.bench.churn;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keizoku.health.model.learn.Hazard;
import dev.keizoku.health.model.learn.Input;
import dev.keizoku.health.model.learn.Input.Expected;
import dev.keizoku.health.model.learn.Observation;
import dev.keizoku.health.model.learn.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Customers of an accounting product, each once. How long they were there is the outcome and therefore no measure: only
 * the hazard may use it, month by month. The rows bear no dates, so whether a measure was taken beforehand is anybody's
 * guess, and an AUC of them says less than one of the other histories.
 */
public final class PySurvivalCustomers {

    private static final String NAME = "PySurvival";
    private static final String CREDIT = "Square, PySurvival churn data, Apache-2.0";
    private static final LocalDate BEGAN = LocalDate.of(2018, 1, 1);
    private static final List<Input> NUMBERS = List.of(
            new Input("product_data_storage", Expected.ANYTHING),
            new Input("csat_score", Expected.LESS_CHURN),
            new Input("articles_viewed", Expected.ANYTHING),
            new Input("smartphone_notifications_viewed", Expected.ANYTHING),
            new Input("marketing_emails_clicked", Expected.ANYTHING),
            new Input("social_media_ads_viewed", Expected.ANYTHING),
            new Input("minutes_customer_support", Expected.ANYTHING));
    private static final List<String> CHOICES =
            List.of("product_travel_expense", "product_payroll", "product_accounting", "company_size");

    private PySurvivalCustomers() {}

    private record Customer(String id, Values values, int months, boolean churned) {}

    /** Each customer once, as they are. */
    public static History read(Path data) throws IOException {
        List<NamedCsvRecord> rows = rows(data);
        List<Input> inputs = inputs(rows);
        List<Observation> observations = customers(rows, inputs).stream()
                .map(one -> new Observation(one.id(), BEGAN, BEGAN.plusYears(1), one.values(), one.churned(), false))
                .toList();
        return new History(
                NAME,
                CREDIT,
                inputs,
                inputs.stream().map(Input::key).collect(Collectors.toUnmodifiableSet()),
                observations);
    }

    /** Each customer month by month, as the hazard learns it. */
    public static History months(Path data) throws IOException {
        List<NamedCsvRecord> rows = rows(data);
        List<Input> inputs = inputs(rows);
        List<Observation> observations = new ArrayList<>();
        for (Customer one : customers(rows, inputs)) {
            observations.addAll(Hazard.personMonths(
                    one.id(),
                    BEGAN,
                    new Hazard.Clock(0, null, null),
                    Collections.nCopies(one.months() + 1, one.values()),
                    one.churned()));
        }
        return new History(NAME, CREDIT, Hazard.inputs(inputs), Set.of(), observations);
    }

    private static List<NamedCsvRecord> rows(Path data) throws IOException {
        return Table.read(data.resolve("pysurvival/churn_dev.csv"));
    }

    private static List<Input> inputs(List<NamedCsvRecord> rows) {
        List<Input> inputs = new ArrayList<>(NUMBERS);
        for (String choice : CHOICES) {
            rows.stream()
                    .map(row -> row.getField(choice))
                    .distinct()
                    .sorted()
                    .skip(1)
                    .forEach(value -> inputs.add(new Input(choice + "=" + value, Expected.ANYTHING)));
        }
        return inputs;
    }

    private static List<Customer> customers(List<NamedCsvRecord> rows, List<Input> inputs) {
        return rows.stream()
                .map(row -> new Customer(
                        "row-" + row.getField("row"),
                        Values.of(inputs.stream()
                                .mapToDouble(input -> value(row, input.key()))
                                .toArray()),
                        (int) Table.number(row, "months_active"),
                        Table.number(row, "churned") == 1))
                .toList();
    }

    private static double value(NamedCsvRecord row, String key) {
        int equals = key.indexOf('=');
        if (equals < 0) {
            return Table.number(row, key);
        }
        return row.getField(key.substring(0, equals)).equals(key.substring(equals + 1)) ? 1 : 0;
    }
}
