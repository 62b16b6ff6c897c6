package dev.keizoku.health.expansion;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.Balance;
import dev.keizoku.health.pull.PlanFact;
import dev.keizoku.health.signal.Risk;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.rule.Evidence;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What could be proposed to an account, each kind with the conditions that are its own. */
final class Options {

    private static final int YEAR_MONTHS = 12;
    private static final BigDecimal MONTHS = BigDecimal.valueOf(YEAR_MONTHS);

    private final ExpansionSettings settings;
    private final Catalogue catalogue;

    Options(ExpansionSettings settings, Catalogue catalogue) {
        this.settings = settings;
        this.catalogue = catalogue;
    }

    List<Option> of(
            AccountDay account,
            Risk risk,
            Need need,
            Utilisation use,
            OfferHistory history,
            UsePeaks peaks,
            List<Condition> offers) {
        Optional<PlanFact> plan = catalogue.main(account.fact());
        return List.of(
                upsell(account, plan.orElse(null), need),
                crossSell(account.fact(), need),
                termUpgrade(account.fact()),
                downsell(account, plan.orElse(null), risk, use, history, peaks, offers));
    }

    /** The next plan; more seats where it is seats that run out. */
    private Option upsell(AccountDay account, @Nullable PlanFact plan, Need need) {
        AccountFact fact = account.fact();
        boolean seatsRunOut = need.limitNear()
                && need.fullest() != null
                && need.fullest().limit().equals(Utilisation.SEATS);
        PlanFact higher = plan == null ? null : catalogue.higher(plan).orElse(null);
        BigDecimal quantity = seatsRunOut && need.fullest() != null
                ? fact.quantity().max(need.fullest().used()).add(BigDecimal.ONE)
                : null;
        Condition condition = Condition.of(
                ConditionCode.HIGHER_OFFER,
                higher != null || quantity != null,
                new Evidence()
                        .with("plan_id", plan == null ? null : plan.planId())
                        .with("higher_plan_id", higher == null ? null : higher.planId())
                        .with("seats", fact.quantity().toPlainString()));
        if (!condition.holds()) {
            return new Option(OfferKind.UPSELL, List.of(condition), null);
        }
        Money delta = higher == null || plan == null ? null : delta(account.balance(), plan, higher);
        return new Option(
                OfferKind.UPSELL,
                List.of(condition),
                new Option.Suggestion(higher == null ? null : higher.planId(), quantity, null, delta, null));
    }

    private Option crossSell(AccountFact fact, Need need) {
        Optional<PlanFact> addOn = catalogue.addOn(fact, need.gatedFeatures());
        Condition condition = Condition.of(
                ConditionCode.ADD_ON_FITS,
                addOn.isPresent(),
                new Evidence()
                        .with("add_on_id", addOn.map(PlanFact::planId).orElse(null))
                        .with("features", need.gatedFeatures().isEmpty() ? null : need.gatedFeatures()));
        return new Option(
                OfferKind.CROSS_SELL,
                List.of(condition),
                addOn.map(plan -> new Option.Suggestion(plan.planId(), null, null, null, null))
                        .orElse(null));
    }

    private static Option termUpgrade(AccountFact fact) {
        Integer term = fact.termMonths();
        boolean monthly = term == null || term < YEAR_MONTHS;
        return new Option(
                OfferKind.TERM_UPGRADE,
                List.of(Condition.of(ConditionCode.MONTHLY_TERM, monthly, new Evidence().with("term_months", term))),
                monthly ? new Option.Suggestion(null, null, YEAR_MONTHS, null, null) : null);
    }

    /** A cheaper plan that still covers everything it uses, for who would leave otherwise. */
    private Option downsell(
            AccountDay account,
            @Nullable PlanFact plan,
            Risk risk,
            Utilisation use,
            OfferHistory history,
            UsePeaks peaks,
            List<Condition> offers) {
        LocalDate day = account.day();
        boolean hesitates = history.hesitates(day, settings.coolDownDays());
        List<Utilisation.Use> lately = use.uses(peaks.most(day, settings.downsellDays()));
        boolean little = !lately.isEmpty() && lately.getFirst().share().compareTo(settings.downsellShare()) < 0;
        PlanFact cheaper = plan == null || !peaks.known(day, settings.downsellDays())
                ? null
                : catalogue
                        .cheaper(plan, account.fact().quantity(), covered(peaks), peaks.featuresUsed())
                        .orElse(null);
        List<Condition> own = List.of(
                Condition.of(
                        ConditionCode.AT_RISK_OR_HESITATING,
                        risk.level() != RiskLevel.LOW || hesitates,
                        new Evidence()
                                .with("risk_level", risk.level().key())
                                .with("declined_on", history.declinedOn())
                                .with("trial_lapsed_on", history.trialLapsedOn())),
                Condition.of(
                        ConditionCode.LOW_UTILISATION,
                        little,
                        new Evidence()
                                .with(
                                        "limit",
                                        lately.isEmpty()
                                                ? null
                                                : lately.getFirst().shown())
                                .with("days", settings.downsellDays())
                                .with("known_since", peaks.since())),
                Condition.of(
                        ConditionCode.CHEAPER_PLAN_COVERS,
                        cheaper != null,
                        new Evidence()
                                .with("plan_id", plan == null ? null : plan.planId())
                                .with("cheaper_plan_id", cheaper == null ? null : cheaper.planId())
                                .with("days", UsePeaks.DAYS)),
                offers.stream()
                        .filter(offer -> offer.code() == ConditionCode.NO_DECLINED_DOWNSELL_90D)
                        .findFirst()
                        .orElseThrow());
        return new Option(
                OfferKind.DOWNSELL,
                own,
                cheaper == null || plan == null
                        ? null
                        : new Option.Suggestion(
                                cheaper.planId(),
                                null,
                                null,
                                delta(account.balance(), plan, cheaper),
                                valueAtRisk(account.balance(), risk)));
    }

    /** Seats in use are users, whatever the plan of now counts them as. */
    private static Map<String, BigDecimal> covered(UsePeaks peaks) {
        Map<String, BigDecimal> most = peaks.most();
        BigDecimal seats = most.remove(Utilisation.SEATS);
        if (seats != null) {
            most.merge(Utilisation.USERS, seats, BigDecimal::max);
        }
        return most;
    }

    private @Nullable Money delta(@Nullable Balance balance, PlanFact from, PlanFact to) {
        if (balance == null) {
            return null;
        }
        return catalogue
                .ratio(from, to)
                .map(ratio -> money(balance.mrr().multiply(ratio.subtract(BigDecimal.ONE)), balance))
                .orElse(null);
    }

    private static @Nullable Money valueAtRisk(@Nullable Balance balance, Risk risk) {
        return balance == null ? null : money(balance.mrr().multiply(MONTHS).multiply(risk.value()), balance);
    }

    private static Money money(BigDecimal amount, Balance balance) {
        Money exact = new Money(amount.setScale(6, RoundingMode.HALF_UP), Currency.getInstance(balance.currency()));
        return exact.rounded();
    }
}
