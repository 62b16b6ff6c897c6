package dev.keizoku.bench.churn;

import dev.keizoku.bench.signs.Portfolio;
import dev.keizoku.bench.signs.Stay;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.usage.measure.MeasuresAtHand.Rollup;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Customers of a software company, of whom only the payments are known: each is an event, and the monthly amount stands
 * for seats. Leaving is a week and more without service; who comes back is another stay. Overdue payments are not told,
 * because leaving is made of them.
 */
public final class SaasStays {

    /** A month and its days of grace, after which a renewal can no longer come. */
    private static final int OPEN_DAYS = 36;

    private SaasStays() {}

    public static Portfolio read(Path data) throws IOException {
        Path folder = data.resolve("theventurecity");
        Map<String, List<SaasMonths.Payment>> payments = SaasMonths.payments(folder);
        LocalDate end = payments.values().stream()
                .flatMap(List::stream)
                .map(SaasMonths.Payment::on)
                .max(LocalDate::compareTo)
                .orElseThrow();
        LocalDate knownTo = end.minusDays(OPEN_DAYS + SaasMonths.GAP_DAYS);
        List<Stay> stays = new ArrayList<>();
        SaasMonths.services(folder).forEach((customer, services) -> {
            List<Rollup> events = payments.getOrDefault(customer, List.of()).stream()
                    .map(payment -> new Rollup(payment.on(), "invoice.paid", "", "", 1))
                    .toList();
            stays.addAll(stays(customer, services, events, knownTo));
        });
        return new Portfolio("theventurecity", "TheVentureCity data toolkit, sample SaaS, MIT", stays, knownTo);
    }

    private static List<Stay> stays(
            String customer, List<SaasMonths.Service> services, List<Rollup> events, LocalDate knownTo) {
        List<Stay> stays = new ArrayList<>();
        LocalDate since = services.getFirst().from();
        int first = 0;
        for (int i = 0; i < services.size(); i++) {
            LocalDate until = services.get(i).until();
            boolean goesOn =
                    i + 1 < services.size() && !services.get(i + 1).from().isAfter(until.plusDays(SaasMonths.GAP_DAYS));
            if (!goesOn) {
                LocalDate from = services.get(first).from();
                boolean left = !until.isAfter(knownTo);
                LocalDate to = left ? until : knownTo.plusDays(1);
                if (from.isBefore(to)) {
                    String account = customer + "/" + stays.size();
                    List<SaasMonths.Service> own = services.subList(first, i + 1);
                    stays.add(new Stay(account, "", from, to, left, events, null, fact(account, since, own)));
                }
                first = i + 1;
            }
        }
        return stays;
    }

    /** Between two services of one stay the last one's terms hold. */
    private static Function<LocalDate, AccountFact> fact(
            String account, LocalDate since, List<SaasMonths.Service> services) {
        return day -> {
            SaasMonths.Service last = services.getFirst();
            for (SaasMonths.Service service : services) {
                last = service.from().isAfter(day) ? last : service;
            }
            return Contracts.active(account, since, last.plan(), List.of(), BigDecimal.valueOf(last.price()));
        };
    }
}
