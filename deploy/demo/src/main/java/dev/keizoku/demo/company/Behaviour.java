package dev.keizoku.demo.company;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What customers do on a day; every day of every customer has its own chance, so days can be asked for in any order. */
public final class Behaviour {

    private static final int DAYS_BETWEEN_SURVEYS = 90;
    private static final int DAYS_BEFORE_FIRST_SURVEY = 40;
    private static final List<String> SETUP = List.of("invite_team", "import_data", "first_board", "notifications");

    private final Story story;

    public Behaviour(Story story) {
        this.story = story;
    }

    /** What a customer's users did on a day, in no particular order; nothing when it had no subscription. */
    public List<UsageEvent> events(Customer customer, LocalDate day) {
        return customer.termsOn(day)
                .map(terms -> new EventDay(customer, terms, day).play())
                .orElse(List.of());
    }

    /** What a customer said on a day. */
    public List<Touchpoint> touchpoints(Customer customer, LocalDate day) {
        return customer.termsOn(day)
                .map(terms -> Stream.concat(tickets(customer, terms, day), answers(customer, terms, day))
                        .toList())
                .orElse(List.of());
    }

    private Stream<Touchpoint> tickets(Customer customer, Terms terms, LocalDate day) {
        var draw = Draw.of(story.seed(), 4, customer.number(), day.toEpochDay());
        var rate = Mood.of(customer, terms, day).ticketsPer28Days() / 28 * 1.35 * rhythm(day);
        var tickets = new ArrayList<Touchpoint>();
        for (int i = draw.count(rate); i > 0; i--) {
            var at = Playbook.atWork(day, draw);
            var resolved = at.plusHours(draw.between(2, 96));
            tickets.add(new Touchpoint.Ticket(
                    "ticket-%04d-%s-%d".formatted(customer.number(), day, i),
                    customer.accountId(),
                    user(customer, draw.between(0, 1)),
                    at,
                    draw.chance(0.2) ? "high" : "normal",
                    resolved.isBefore(story.curtain()) ? resolved : null));
        }
        return tickets.stream();
    }

    private Stream<Touchpoint> answers(Customer customer, Terms terms, LocalDate day) {
        var age = ChronoUnit.DAYS.between(customer.since(), day);
        var turn = (age + customer.number() * 7L) % DAYS_BETWEEN_SURVEYS;
        var draw = Draw.of(story.seed(), 5, customer.number(), day.toEpochDay());
        if (turn != 0 || age < DAYS_BEFORE_FIRST_SURVEY || !draw.chance(0.75)) {
            return Stream.empty();
        }
        var mood = Mood.of(customer, terms, day);
        if (mood.silent()) {
            return Stream.empty();
        }
        var warmth = 4.3 + 5.2 * customer.contentment() + successBy(day) - mood.bitterness();
        return Stream.of(0, 1)
                .filter(user -> user < terms.seats())
                .map(user -> new Touchpoint.Answer(
                        "nps-%04d-%s-%d".formatted(customer.number(), day, user),
                        customer.accountId(),
                        user(customer, user),
                        Playbook.atWork(day, draw),
                        (int) Math.clamp(Math.round(warmth + draw.between(-1.6, 1.6)), 0, 10)));
    }

    private double successBy(LocalDate day) {
        var months = ChronoUnit.MONTHS.between(story.successStarts().atDay(1), day);
        return Math.clamp(months / 12.0, 0, 1);
    }

    private static String user(Customer customer, int user) {
        return "u-%04d-%d".formatted(customer.number(), user + 1);
    }

    /** Offices are busiest early in the week and nearly empty on weekends and between Christmas and New Year. */
    private static double rhythm(LocalDate day) {
        if ((day.getMonth() == Month.DECEMBER && day.getDayOfMonth() >= 24) || day.getDayOfYear() == 1) {
            return 0.15;
        }
        return switch (day.getDayOfWeek()) {
            case MONDAY, TUESDAY -> 1.05;
            case WEDNESDAY, THURSDAY -> 1;
            case FRIDAY -> 0.85;
            case SATURDAY -> 0.12;
            case SUNDAY -> 0.08;
        };
    }

    /** One day of one customer, while its events are being collected. */
    private final class EventDay {

        private final Customer customer;
        private final Terms terms;
        private final LocalDate day;
        private final Mood mood;
        private final Draw draw;
        private final List<UsageEvent> events = new ArrayList<>();

        EventDay(Customer customer, Terms terms, LocalDate day) {
            this.customer = customer;
            this.terms = terms;
            this.day = day;
            this.mood = Mood.of(customer, terms, day);
            this.draw = Draw.of(story.seed(), 3, customer.number(), day.toEpochDay());
        }

        List<UsageEvent> play() {
            setUp();
            int users = (int) Math.ceil(terms.seats() * (0.5 + 0.45 * customer.contentment()));
            for (int user = 0; user < users; user++) {
                if (draw.chance(Math.min(0.95, 0.6 * mood.energy() * rhythm(day) / (1 + 0.12 * user)))) {
                    work(user);
                }
            }
            return events;
        }

        private void work(int user) {
            var login = Playbook.atWork(day, draw);
            add(user, "login", login, null, 1);
            var sweeping = mood.sweeping() && user < 2;
            var features = sweeping ? Tier.ENTERPRISE.coreFeatures() : adopted();
            int uses = sweeping ? draw.between(6, 14) : draw.count(1.1);
            for (int i = 0; i < uses; i++) {
                add(user, "feature.used", login.plusMinutes(2L + 3L * i), draw.pick(features), draw.between(1, 12));
            }
            if (sweeping && draw.chance(0.5)) {
                add(user, "export.created", login.plusMinutes(50), null, draw.between(1, 4));
            } else if (user == 0 && draw.chance(0.02 * customer.contentment())) {
                add(user, "value.reached", login.plusMinutes(55), null, 1);
            }
        }

        private void setUp() {
            var age = (int) ChronoUnit.DAYS.between(customer.since(), day);
            if (age >= 1 && age <= SETUP.size() && draw.chance(0.6 + 0.4 * customer.contentment())) {
                add(0, "setup.step", day.atTime(10, 15), SETUP.get(age - 1), 1);
            }
        }

        private List<String> adopted() {
            var core = terms.tier().coreFeatures();
            var share = Math.min(1, 0.3 + 0.75 * customer.contentment()) * Math.min(1, 0.4 + mood.energy());
            return core.subList(0, Math.clamp(Math.round(core.size() * share), 1, core.size()));
        }

        private void add(int user, String type, LocalDateTime time, @Nullable String feature, int value) {
            var id = "%04d-%s-%d".formatted(customer.number(), day, events.size() + 1);
            events.add(new UsageEvent(id, customer.accountId(), user(customer, user), type, time, feature, value));
        }
    }
}
