package dev.keizoku.demo.company;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Spreads a month's expansion and contraction over customers, and carries what did not fit into the next month. */
final class Growth {

    private double expansionOwed;
    private double contractionOwed;

    void expand(YearMonth month, double annualCents, List<Life> staying, Draw draw) {
        expansionOwed += annualCents;
        var candidates = eligible(month, staying);
        while (expansionOwed > 0 && !candidates.isEmpty()) {
            var life = draw.weighted(candidates, candidate -> candidate.contentment() * candidate.contentment());
            candidates.remove(life);
            var before = life.terms();
            var after = larger(before, draw);
            var gain = after.annualCents() - before.annualCents();
            if (gain > 2 * expansionOwed) {
                after = before.withSeats(before.seats() + 1);
                gain = after.annualCents() - before.annualCents();
            }
            apply(month, life, after, draw);
            expansionOwed -= gain;
        }
    }

    void contract(YearMonth month, double annualCents, List<Life> staying, Draw draw) {
        contractionOwed += annualCents;
        var candidates = eligible(month, staying);
        while (contractionOwed > 0 && !candidates.isEmpty()) {
            var life = draw.weighted(candidates, candidate -> 1.05 - candidate.contentment());
            candidates.remove(life);
            var before = life.terms();
            if (before.seats() < 3) {
                continue;
            }
            var after = before.withSeats(before.seats() - Math.max(1, (int) (before.seats() * draw.between(0.1, 0.3))));
            apply(month, life, after, draw);
            contractionOwed -= before.annualCents() - after.annualCents();
        }
    }

    private static List<Life> eligible(YearMonth month, List<Life> staying) {
        return new ArrayList<>(staying.stream()
                .filter(life -> life.lastChange().isBefore(month.atDay(1)))
                .filter(life -> life.paidSince().isBefore(month.atDay(1).minusDays(45)))
                .toList());
    }

    private static Terms larger(Terms terms, Draw draw) {
        if (terms.tier() != Tier.ENTERPRISE && terms.seats() >= 5 && draw.chance(0.25)) {
            return terms.withTier(Tier.values()[terms.tier().ordinal() + 1]);
        }
        return terms.withSeats(terms.seats() + Math.max(1, (int) (terms.seats() * draw.between(0.1, 0.4))));
    }

    private static void apply(YearMonth month, Life life, Terms after, Draw draw) {
        var reason = after.tier() != life.terms().tier() ? "plan" : "seats";
        var day = month.atDay(draw.between(2, month.lengthOfMonth()));
        life.changeTerms(after, Playbook.atWork(day, draw), reason);
    }
}
