package dev.keizoku.health.play;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.play.book.PlaybookSettings.Timing;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.Balance;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what of an account's dates and band asks for a play. */
public final class Occasions {

    private static final int ONBOARDING_DAYS = 90;
    private static final int ONBOARDING_BEGINS_DAYS = 14;
    private static final int RESULT_DAYS = 28;
    private static final int GRACE_DAYS = 31;

    /** For how long a change of people is an occasion, and for how long a play may open for it. */
    static final int HANDOVER_DAYS = 30;

    static final int HANDOVER_OPENS_DAYS = 14;
    private static final String RENEW = "renew";

    private Occasions() {}

    /**
     * What is seen of the account on its day.
     *
     * @param signs whether any sign of leaving stands, which has its own play
     * @param reviewDue when the next business review is due; null when nothing says
     * @param surveyDue likewise the next survey
     */
    public record Seen(
            AccountDay account,
            Band band,
            RiskLevel risk,
            boolean signs,
            @Nullable LocalDate reviewDue,
            @Nullable LocalDate surveyDue) {

        LocalDate day() {
            return account.day();
        }
    }

    /** The occasions of an account that is scored; of one of the tenant's own, none. */
    public static List<Occasion> of(Seen seen, PlayRules rules) {
        AccountFact fact = seen.account().fact();
        if (fact.internal() || !fact.live()) {
            return List.of();
        }
        Timing timing = rules.settings().timing();
        List<@Nullable Occasion> found = new ArrayList<>();
        found.add(onboarding(seen));
        found.addAll(band(seen));
        found.add(result(seen));
        found.add(renewal(fact.renewal(), seen.day(), timing));
        if (paying(seen.account().balance())) {
            found.add(due(PlaybookKey.QBR, seen.reviewDue(), seen.day(), timing));
            found.add(due(PlaybookKey.SURVEY, seen.surveyDue(), seen.day(), timing));
            found.add(reshuffle(fact, seen.day(), rules));
        }
        if (handsOver(seen.account())) {
            found.addAll(newcomers(seen));
        }
        return found.stream().flatMap(Stream::ofNullable).toList();
    }

    /** That an account left not long ago and nobody has said why. */
    public static List<Occasion> ofLeaver(AccountFact fact, LocalDate day, boolean explained, PlayRules rules) {
        return explained || !left(fact, day, rules.settings().timing().interviewDays())
                ? List.of()
                : List.of(new Occasion(
                        PlaybookKey.CHURN_INTERVIEW,
                        Objects.requireNonNull(fact.endedOn()).toString(),
                        true));
    }

    /** Whether the account left, and not so long ago that no play can be open because of it. */
    public static boolean leaver(AccountFact fact, LocalDate day, PlayRules rules) {
        return left(fact, day, rules.settings().timing().interviewDays() + GRACE_DAYS);
    }

    private static boolean left(AccountFact fact, LocalDate day, int days) {
        LocalDate ended = fact.endedOn();
        return !fact.internal()
                && !fact.live()
                && ended != null
                && !ended.isAfter(day)
                && !ended.plusDays(days).isBefore(day);
    }

    private static boolean paying(@Nullable Balance balance) {
        return balance != null && balance.mrr().signum() > 0;
    }

    private static @Nullable Occasion onboarding(Seen seen) {
        LocalDate since = seen.account().fact().customerSince();
        if (since == null || since.isAfter(seen.day()) || seen.account().firstValueOn() != null) {
            return null;
        }
        long age = ChronoUnit.DAYS.between(since, seen.day());
        return age > ONBOARDING_DAYS
                ? null
                : new Occasion(PlaybookKey.ONBOARDING, since.toString(), age < ONBOARDING_BEGINS_DAYS);
    }

    /** A band that asks for something although no sign stands; once a quarter. An unknown band changes nothing. */
    private static List<Occasion> band(Seen seen) {
        String quarter = seen.day().getYear() + "-Q" + ((seen.day().getMonthValue() + 2) / 3);
        boolean alone = !seen.signs();
        return switch (seen.band()) {
            case GREEN -> List.of();
            case YELLOW -> List.of(new Occasion(PlaybookKey.ENABLE, quarter, alone));
            case RED -> List.of(new Occasion(PlaybookKey.SAVE_MANAGER, quarter, alone));
            case UNKNOWN ->
                List.of(
                        new Occasion(PlaybookKey.ENABLE, quarter, false),
                        new Occasion(PlaybookKey.SAVE_MANAGER, quarter, false));
        };
    }

    /** A healthy account that reached something. */
    private static @Nullable Occasion result(Seen seen) {
        LocalDate reached = seen.account().said().success().lastReachedOn();
        boolean well = seen.band() == Band.GREEN && seen.risk() == RiskLevel.LOW && !seen.signs();
        return well
                        && seen.account().firstValueOn() != null
                        && reached != null
                        && ChronoUnit.DAYS.between(reached, seen.day()) < RESULT_DAYS
                ? new Occasion(PlaybookKey.GROW, reached.toString(), true)
                : null;
    }

    private static @Nullable Occasion renewal(AccountFact.@Nullable Renewal renewal, LocalDate day, Timing timing) {
        if (renewal == null || renewal.renewsOn().isBefore(day) || RENEW.equals(renewal.intent())) {
            return null;
        }
        LocalDate deadline = renewal.noticeDeadline() == null ? renewal.renewsOn() : renewal.noticeDeadline();
        return day.isBefore(deadline.minusDays(timing.renewalLeadDays()))
                ? null
                : new Occasion(PlaybookKey.RENEWAL, deadline.toString(), true);
    }

    /** Whether a change of people asks for a handover. Those of a new customer are met while it is onboarded. */
    public static boolean handsOver(AccountDay account) {
        AccountFact fact = account.fact();
        LocalDate since = fact.customerSince();
        boolean onboarded = since == null || ChronoUnit.DAYS.between(since, account.day()) > ONBOARDING_DAYS;
        return fact.live() && !fact.internal() && paying(account.balance()) && onboarded;
    }

    /** We were told of people who came with a role, or have another one. */
    private static List<Occasion> newcomers(Seen seen) {
        return seen.account().said().relationship().contactsNewOn().stream()
                .filter(on -> ChronoUnit.DAYS.between(on, seen.day()) < HANDOVER_DAYS)
                .map(on -> new Occasion(
                        PlaybookKey.HANDOVER,
                        "contact-" + on,
                        ChronoUnit.DAYS.between(on, seen.day()) < HANDOVER_OPENS_DAYS))
                .toList();
    }

    private static @Nullable Occasion due(PlaybookKey playbook, @Nullable LocalDate due, LocalDate day, Timing timing) {
        return due == null || day.isBefore(due.minusDays(timing.reviewLeadDays()))
                ? null
                : new Occasion(playbook, due.toString(), true);
    }

    /** The month in which people change places; the play stays until the end of the next. */
    private static @Nullable Occasion reshuffle(AccountFact fact, LocalDate day, PlayRules rules) {
        Timing timing = rules.settings().timing();
        String country = fact.country() == null ? rules.homeCountry() : fact.country();
        if (country == null || !timing.reshuffleCountries().contains(country)) {
            return null;
        }
        YearMonth month = YearMonth.from(day);
        if (timing.reshuffleMonths().contains(month.getMonthValue())) {
            return new Occasion(PlaybookKey.HANDOVER, month.toString(), true);
        }
        YearMonth before = month.minusMonths(1);
        return timing.reshuffleMonths().contains(before.getMonthValue())
                ? new Occasion(PlaybookKey.HANDOVER, before.toString(), false)
                : null;
    }
}
