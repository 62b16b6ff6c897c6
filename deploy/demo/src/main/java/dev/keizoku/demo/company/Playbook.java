package dev.keizoku.demo.company;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Writes the story month by month: who leaves, who is kept, who grows, who shrinks, who returns, who comes. */
final class Playbook {

    private static final int TRIAL_DAYS = 14;

    private final Story story;
    private final List<Life> lives = new ArrayList<>();
    private final Growth growth = new Growth();

    Playbook(Story story) {
        this.story = story;
    }

    Company play() {
        found();
        for (int number = 1; !story.month(number).isAfter(story.horizon()); number++) {
            month(number);
        }
        return new Company(story, lives.stream().map(Life::finish).toList());
    }

    private void found() {
        var draw = Draw.of(story.seed(), 1);
        for (int i = 0; i < Story.FOUNDING_CUSTOMERS; i++) {
            var terms = firstTerms(draw);
            var day = weekday(story.firstDay().minusDays(draw.between(25, 360)));
            life(terms, 0, draw).start(terms, atWork(day, draw));
        }
    }

    private void month(int number) {
        var draw = Draw.of(story.seed(), 2, number);
        var month = story.month(number);
        var opening =
                lives.stream().filter(life -> life.paysBefore(month.atDay(1))).toList();
        leave(number, opening, draw);
        var staying = new ArrayList<>(
                opening.stream().filter(life -> life.paysBefore(month.atDay(1))).toList());
        if (number > Story.MONTHS_BEFORE_SUCCESS) {
            keep(month, staying, draw);
        }
        long annualCents = opening.stream()
                .filter(staying::contains)
                .mapToLong(life -> life.terms().annualCents())
                .sum();
        growth.expand(month, story.expansion(number) * annualCents, staying, draw);
        growth.contract(month, story.contraction(number) * annualCents, staying, draw);
        winBack(month, draw);
        welcome(number, draw);
    }

    private void leave(int number, List<Life> opening, Draw draw) {
        var month = story.month(number);
        var candidates = new ArrayList<>(opening.stream()
                .filter(life -> !life.hasReturned() && life.leavingDay(month) != null)
                .toList());
        var quota = Math.round(story.logoChurn(number) * opening.size());
        for (int i = 0; i < quota && !candidates.isEmpty(); i++) {
            var life = draw.weighted(candidates, Playbook::urgeToLeave);
            candidates.remove(life);
            var day = life.leavingDay(month);
            if (day != null) {
                var style = style(draw);
                var notice = atWork(day.minusDays(draw.between(5, 25)), draw);
                life.leave(new Farewell(day, style), notice, reason(style));
            }
        }
    }

    private static double urgeToLeave(Life life) {
        var discontent = 1.15 - life.contentment();
        var size = switch (life.terms().tier()) {
            case BASIC -> 1.5;
            case PRO -> 0.9;
            case ENTERPRISE -> 0.45;
        };
        return size * discontent * discontent * discontent;
    }

    private static Farewell.Style style(Draw draw) {
        return draw.weighted(List.of(Farewell.Style.values()), style -> switch (style) {
            case QUIET -> 5;
            case SURGE -> 3;
            case COMPLAINING -> 2;
        });
    }

    private static String reason(Farewell.Style style) {
        return switch (style) {
            case QUIET -> "not_used";
            case SURGE -> "switched_to_competitor";
            case COMPLAINING -> "dissatisfied";
        };
    }

    private static void keep(YearMonth month, List<Life> staying, Draw draw) {
        int count = draw.between(1, 2);
        for (int i = 0; i < count && !staying.isEmpty(); i++) {
            var life = draw.weighted(staying, Playbook::urgeToLeave);
            staying.remove(life);
            var notice = month.atDay(draw.between(3, 12));
            if (life.lastChange().isBefore(notice)) {
                var retracted = atWork(notice.plusDays(draw.between(4, 12)), draw);
                life.callOff(atWork(notice, draw), notice.plusDays(30), retracted);
            }
        }
    }

    private void winBack(YearMonth month, Draw draw) {
        for (var life : lives) {
            var farewell = life.farewell();
            if (farewell == null || life.hasReturned()) {
                continue;
            }
            long monthsAway = ChronoUnit.MONTHS.between(YearMonth.from(farewell.on()), month);
            if (monthsAway >= 2 && monthsAway <= 4 && draw.chance(0.05)) {
                var terms = new Terms(Tier.BASIC, draw.between(2, 5), Billing.MONTHLY);
                life.start(terms, atWork(weekday(month.atDay(draw.between(3, 25))), draw));
            }
        }
    }

    private void welcome(int number, Draw draw) {
        var month = story.month(number);
        for (int i = 0; i < story.newCustomers(number); i++) {
            var terms = firstTerms(draw);
            var life = life(terms, story.progress(number), draw);
            var day = weekday(month.atDay(draw.between(3, month.lengthOfMonth())));
            if (draw.chance(0.35)) {
                life.tryOut(terms, atWork(day.minusDays(TRIAL_DAYS), draw));
            }
            life.start(terms, atWork(day, draw));
        }
        var curious = firstTerms(draw);
        var day = weekday(month.atDay(draw.between(3, 14)));
        var visitor = life(curious, 0, draw);
        visitor.tryOut(curious, atWork(day, draw));
        visitor.giveUpTrial(atWork(day.plusDays(TRIAL_DAYS), draw));
    }

    private Life life(Terms terms, double progress, Draw draw) {
        int number = lives.size() + 1;
        var contentment = Math.min(0.97, draw.between(0.15, 0.9) + 0.1 * progress);
        var life = new Life(number, Profile.of(number, terms, draw), contentment);
        lives.add(life);
        return life;
    }

    private static Terms firstTerms(Draw draw) {
        var tier = draw.weighted(List.of(Tier.values()), candidate -> switch (candidate) {
            case BASIC -> 50;
            case PRO -> 36;
            case ENTERPRISE -> 14;
        });
        int seats = switch (tier) {
            case BASIC -> draw.between(2, 6);
            case PRO -> draw.between(4, 14);
            case ENTERPRISE -> draw.between(12, 32);
        };
        return new Terms(tier, seats, draw.chance(0.28) ? Billing.ANNUAL : Billing.MONTHLY);
    }

    private static LocalDate weekday(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.with(DayOfWeek.FRIDAY);
            case SUNDAY -> day.minusDays(2);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
    }

    static LocalDateTime atWork(LocalDate day, Draw draw) {
        return day.atTime(draw.between(9, 17), draw.between(0, 59));
    }
}
