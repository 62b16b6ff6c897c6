package dev.keizoku.demo.company;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * How a customer feels on a day, from its whole story.
 *
 * @param energy the factor on its usual usage
 * @param ticketsPer28Days how often it asks support
 * @param bitterness what an answer to a survey loses, in points
 * @param sweeping whether it tries everything at once
 */
record Mood(double energy, double ticketsPer28Days, double bitterness, boolean sweeping) {

    private static final int NEVER = 10_000;
    private static final int FADING_DAYS = 110;
    private static final int SILENT_DAYS = 45;

    static Mood of(Customer customer, Terms terms, LocalDate day) {
        var usual = usual(customer, terms, day);
        var farewell = customer.farewell();
        if (farewell != null && day.isBefore(farewell.on())) {
            var daysLeft = (int) ChronoUnit.DAYS.between(day, farewell.on());
            return switch (farewell.style()) {
                case QUIET -> usual.quiet(daysLeft);
                case SURGE -> usual.surge(daysLeft);
                case COMPLAINING -> usual.complaining(daysLeft);
            };
        }
        return usual.saved(daysToRescue(customer, day));
    }

    boolean silent() {
        return ticketsPer28Days == 0;
    }

    private static Mood usual(Customer customer, Terms terms, LocalDate day) {
        var age = ChronoUnit.DAYS.between(customer.since(), day);
        var settled = Math.min(1, 0.4 + 0.6 * age / 45);
        var season = 1 + 0.1 * Math.sin((age + customer.number() * 17L) / 29.0);
        var tickets = 0.5 + 0.05 * terms.seats() + (age < 60 ? 1 : 0) + 0.8 * (0.8 - customer.contentment());
        return new Mood((0.35 + 0.75 * customer.contentment()) * settled * season, Math.max(0.3, tickets), 0, false);
    }

    private static int daysToRescue(Customer customer, LocalDate day) {
        return customer.saved() == null ? NEVER : (int) ChronoUnit.DAYS.between(day, customer.saved());
    }

    private Mood quiet(int daysLeft) {
        if (daysLeft > FADING_DAYS) {
            return this;
        }
        var fading = Math.max(0, (daysLeft - SILENT_DAYS) / (double) (FADING_DAYS - SILENT_DAYS));
        return new Mood(energy * fading, 0, 2, false);
    }

    private Mood surge(int daysLeft) {
        if (daysLeft > 44) {
            return this;
        }
        return daysLeft > 28
                ? new Mood(energy * 2.5, ticketsPer28Days * 2, 2, true)
                : new Mood(energy * 0.3 * daysLeft / 28, ticketsPer28Days, 4, false);
    }

    private Mood complaining(int daysLeft) {
        return daysLeft > 75 ? this : new Mood(energy * 0.55, 9, 5, false);
    }

    /** Falls for six weeks before the cancellation is called off, and recovers in four. */
    private Mood saved(int daysToRescue) {
        if (daysToRescue > 42 || daysToRescue < -28) {
            return this;
        }
        var dip = daysToRescue > 0 ? 1 - 0.75 * (42 - daysToRescue) / 42 : 0.25 + 0.75 * -daysToRescue / 28;
        return new Mood(energy * dip, ticketsPer28Days, daysToRescue > 0 ? 3 : 0, false);
    }
}
