package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.AccountFact.Contact;
import dev.keizoku.health.pull.UsageMeasure;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** Signs in how far the product reaches inside an account. */
final class SpreadRules {

    private SpreadRules() {}

    /** Seats are added at half the pace of the quarter before, or slower. */
    static Verdict seatGrowthSlowdown(Sight sight) {
        UsageMeasure usage = sight.usage();
        if (usage == null) {
            return Verdict.UNKNOWN;
        }
        double added = usage.breadth().seatsAdded90().doubleValue();
        double before = usage.breadth().seatsAddedBefore().doubleValue();
        if (before < sight.at("min_seats") || added > sight.at("ratio") * before) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(added / before, 0, 1, sight.at("ratio"), 0.5),
                new Evidence().with("seats_added_90", added).with("seats_added_before", before));
    }

    /** Fewer seats are paid for than a quarter ago. */
    static Verdict seatsFalling(Sight sight) {
        BigDecimal now = sight.account().fact().quantity();
        BigDecimal before = sight.memory().seatsOn(sight.day().minusDays(sight.days("window_days")));
        if (before == null) {
            before = firstKnown(sight);
        }
        if (before.signum() <= 0) {
            return Verdict.QUIET;
        }
        double lost = Verdict.difference(1, now.doubleValue() / before.doubleValue());
        if (lost < sight.at("share") || lost <= 0) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(lost, sight.at("share"), 0.4, 0.5, 1),
                new Evidence().with("seats", now).with("seats_before", before).with("share_lost", lost));
    }

    /** Use has drawn back from departments. */
    static Verdict departments(Sight sight) {
        UsageMeasure usage = sight.usage();
        Integer now = usage == null ? null : usage.breadth().departments28();
        BigDecimal before = sight.memory().departmentsOn(sight.day().minusDays(28));
        if (now == null || before == null) {
            return Verdict.UNKNOWN;
        }
        double lost = before.signum() == 0 ? 0 : Verdict.difference(1, now / before.doubleValue());
        if (before.doubleValue() < sight.at("min_departments") || lost <= 0 || lost < sight.at("share")) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(lost, sight.at("share"), 0.5, 1, 1),
                new Evidence()
                        .with("departments_28", now)
                        .with("departments_28_before", before)
                        .with("share_lost", lost));
    }

    /** All hangs on one person: champions where they are named, else contacts. */
    static Verdict singleThreaded(Sight sight) {
        List<Contact> active = sight.account().fact().contacts().stream()
                .filter(Contact::active)
                .toList();
        if (sight.account().fact().contacts().isEmpty()) {
            return Verdict.UNKNOWN;
        }
        boolean named = sight.account().fact().contacts().stream().anyMatch(Contact::champion);
        List<Contact> carrying =
                named ? active.stream().filter(Contact::champion).toList() : active;
        boolean large = sight.account().fact().quantity().doubleValue() >= sight.at("min_seats");
        if (!large || carrying.size() > 1) {
            return Verdict.QUIET;
        }
        return sight.fires(
                carrying.isEmpty() ? 1 : 0.7,
                new Evidence()
                        .with(named ? "champions" : "contacts", carrying.size())
                        .with(
                                "departments",
                                carrying.stream()
                                        .flatMap(contact -> Stream.ofNullable(contact.department()))
                                        .distinct()
                                        .count())
                        .with("seats", sight.account().fact().quantity()));
    }

    private static BigDecimal firstKnown(Sight sight) {
        Steps seats = sight.memory().seats();
        return seats == null || seats.steps().isEmpty()
                ? BigDecimal.ZERO
                : seats.steps().getFirst().value();
    }
}
