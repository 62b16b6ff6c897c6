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
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.jspecify.annotations.Nullable;

/**
 * Customers of a software company five days before each month: who is without service at its end and a week later, from
 * what they had paid so far. They pay by the month and have no contract, so the clock of the hazard is their tenure.
 */
public final class SaasMonths {

    private static final int LEAD_DAYS = 5;
    static final int GAP_DAYS = 7;
    private static final int RECENT_DAYS = 90;
    static final LocalDate OPEN = LocalDate.of(9999, 12, 31);
    private static final List<String> PLANS = List.of("Pro", "Business", "Enterprise");
    private static final List<Input> MEASURES = List.of(
            new Input("payments", Expected.ANYTHING),
            new Input("recent_payments", Expected.ANYTHING),
            new Input("last_amount", Expected.ANYTHING),
            new Input("amount_against_usual", Expected.ANYTHING),
            new Input("days_since_payment", Expected.ANYTHING),
            new Input("uneven_rhythm", Expected.MORE_CHURN),
            new Input("lapses", Expected.MORE_CHURN),
            new Input("price", Expected.ANYTHING));
    private static final List<Input> STANDINGS = List.of(
            new Input("price_among_peers", Expected.ANYTHING), new Input("tenure_among_peers", Expected.ANYTHING));

    private SaasMonths() {}

    record Payment(LocalDate on, double amount) {}

    record Service(LocalDate from, LocalDate until, String plan, double price) {

        boolean on(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(until);
        }
    }

    private record Row(String customer, double[] measures, int tenure, int plan, boolean left) {}

    public static History read(Path data) throws IOException {
        Path folder = data.resolve("theventurecity");
        Map<String, List<Payment>> payments = payments(folder);
        Map<String, List<Service>> services = services(folder);
        LocalDate end = payments.values().stream()
                .flatMap(List::stream)
                .map(Payment::on)
                .max(LocalDate::compareTo)
                .orElseThrow();
        LocalDate first = payments.values().stream()
                .flatMap(List::stream)
                .map(Payment::on)
                .min(LocalDate::compareTo)
                .orElseThrow();
        // A month later than this its last renewals could still come.
        YearMonth last =
                YearMonth.from(end.minusDays(31 + LEAD_DAYS + GAP_DAYS)).minusMonths(1);
        List<Observation> observations = new ArrayList<>();
        for (YearMonth month = YearMonth.from(first).plusMonths(2); !month.isAfter(last); month = month.plusMonths(1)) {
            List<Row> rows = new ArrayList<>();
            for (Map.Entry<String, List<Service>> customer : services.entrySet()) {
                List<Payment> paid = payments.getOrDefault(customer.getKey(), List.of());
                observe(rows, month, customer.getKey(), customer.getValue(), paid);
            }
            add(observations, month, rows);
        }
        return new History(
                "theventurecity", "TheVentureCity data toolkit, sample SaaS, MIT", inputs(), plain(), observations);
    }

    private static List<Input> inputs() {
        List<Input> inputs = new ArrayList<>(MEASURES);
        PLANS.forEach(plan -> inputs.add(new Input("plan_" + plan, Expected.ANYTHING)));
        inputs.addAll(STANDINGS);
        return Hazard.inputs(inputs);
    }

    private static Set<String> plain() {
        List<String> keys = new ArrayList<>(inputs().stream().map(Input::key).toList());
        keys.removeAll(STANDINGS.stream().map(Input::key).toList());
        keys.remove("first_month");
        return Set.copyOf(keys);
    }

    private static void observe(
            List<Row> rows, YearMonth month, String customer, List<Service> services, List<Payment> payments) {
        LocalDate from = month.atDay(1);
        LocalDate on = from.minusDays(LEAD_DAYS);
        LocalDate until = month.plusMonths(1).atDay(1);
        Service now = at(services, on);
        List<Payment> known =
                payments.stream().filter(payment -> !payment.on().isAfter(on)).toList();
        if (now == null || at(services, from.minusDays(1)) == null || known.isEmpty()) {
            return;
        }
        boolean left = at(services, until.minusDays(1)) == null && at(services, until.plusDays(GAP_DAYS - 1L)) == null;
        int tenure = (int) ChronoUnit.MONTHS.between(services.getFirst().from(), on);
        double[] measures = measures(on, now, services, known);
        rows.add(new Row(customer, measures, tenure, PLANS.indexOf(now.plan()), left));
    }

    private static double[] measures(LocalDate on, Service now, List<Service> services, List<Payment> known) {
        Payment last = known.getLast();
        double usual = known.stream().mapToDouble(Payment::amount).average().orElseThrow();
        double[] gaps = new double[known.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] =
                    ChronoUnit.DAYS.between(known.get(i).on(), known.get(i + 1).on());
        }
        long recent = known.stream()
                .filter(payment -> payment.on().isAfter(on.minusDays(RECENT_DAYS)))
                .count();
        int lapses = 0;
        for (int i = 1; i < services.size(); i++) {
            Service before = services.get(i - 1);
            boolean begun = !services.get(i).from().isAfter(on);
            if (begun && services.get(i).from().isAfter(before.until().plusDays(GAP_DAYS))) {
                lapses++;
            }
        }
        return new double[] {
            Math.log1p(known.size()),
            recent,
            Math.log1p(last.amount()),
            Math.log1p(last.amount()) - Math.log1p(usual),
            ChronoUnit.DAYS.between(last.on(), on),
            gaps.length < 2 ? Values.UNKNOWN : Math.log1p(new StandardDeviation().evaluate(gaps)),
            lapses,
            Math.log1p(now.price())
        };
    }

    private static void add(List<Observation> observations, YearMonth month, List<Row> rows) {
        int price = MEASURES.size() - 1;
        double[] prices = Peers.standing(
                rows.stream().mapToDouble(row -> row.measures()[price]).toArray());
        double[] tenures = Peers.standing(rows.stream().mapToDouble(Row::tenure).toArray());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double[] values = new double[MEASURES.size() + PLANS.size() + STANDINGS.size()];
            System.arraycopy(row.measures(), 0, values, 0, MEASURES.size());
            if (row.plan() >= 0) {
                values[MEASURES.size() + row.plan()] = 1;
            }
            values[MEASURES.size() + PLANS.size()] = prices[i];
            values[MEASURES.size() + PLANS.size() + 1] = tenures[i];
            observations.add(new Observation(
                    row.customer(),
                    month.atDay(1).minusDays(LEAD_DAYS),
                    month.plusMonths(1).atDay(1),
                    Hazard.values(Values.of(values), new Hazard.Clock(row.tenure(), null, null)),
                    row.left(),
                    false));
        }
    }

    static @Nullable Service at(List<Service> services, LocalDate day) {
        return services.stream().filter(service -> service.on(day)).findFirst().orElse(null);
    }

    /** What was paid, oldest first; nothing is not paid, and a repeated row is one payment. */
    static Map<String, List<Payment>> payments(Path folder) throws IOException {
        Map<String, List<Payment>> payments = new HashMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("saas_payments_dev.csv"))) {
            double amount = Table.number(row, "value_usd");
            if (amount > 0) {
                LocalDate on = LocalDate.parse(row.getField("date").substring(0, 10));
                payments.computeIfAbsent(row.getField("client_id"), client -> new ArrayList<>())
                        .add(new Payment(on, amount));
            }
        }
        payments.replaceAll((client, all) -> all.stream()
                .distinct()
                .sorted(Comparator.comparing(Payment::on))
                .toList());
        return payments;
    }

    static Map<String, List<Service>> services(Path folder) throws IOException {
        Map<String, List<Service>> services = new TreeMap<>();
        for (NamedCsvRecord row : Table.read(folder.resolve("saas_subscriptions_dev.csv"))) {
            String end = row.getField("end_date");
            services.computeIfAbsent(row.getField("customer_id"), customer -> new ArrayList<>())
                    .add(new Service(
                            LocalDate.parse(row.getField("start_date")),
                            end.isEmpty() ? OPEN : LocalDate.parse(end),
                            row.getField("plan"),
                            Table.number(row, "monthly_amount")));
        }
        services.values().forEach(all -> all.sort(Comparator.comparing(Service::from)));
        return services;
    }
}
