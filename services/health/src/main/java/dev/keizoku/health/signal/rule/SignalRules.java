package dev.keizoku.health.signal.rule;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.signal.Finding;
import dev.keizoku.health.signal.Risk;
import dev.keizoku.health.signal.SignalSettings;
import dev.keizoku.health.signal.SignalType;
import dev.keizoku.health.touchpoint.Relationship;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at what is known of an account on a day for every sign of leaving, and says what risk they make. */
public final class SignalRules {

    private final SignalSettings settings;
    private final Map<SignalType, SignalSettings.Setting> byType;
    private final BusinessCalendar calendar;
    private final Flows flows;

    public SignalRules(SignalSettings settings, BusinessCalendar calendar, boolean meetingsFlow, boolean surveysFlow) {
        this(settings, calendar, new Flows(meetingsFlow, surveysFlow, false));
    }

    public SignalRules(SignalSettings settings, BusinessCalendar calendar, Flows flows) {
        this.settings = settings;
        this.byType = settings.byType();
        this.calendar = calendar;
        this.flows = flows;
    }

    /** What the tenant tells us of at all: where it tells nothing, that nothing came says nothing. */
    public record Flows(boolean meetings, boolean surveys, boolean trainings) {}

    /**
     * What was found and remembered the day before.
     *
     * @param measured what the measures were, asked for where {@link #standsOut use stands out}
     */
    public record Yesterday(List<Finding> findings, SignalMemory memory, Map<MeasureKey, BigDecimal> measured) {

        public static final Yesterday NOTHING = new Yesterday(List.of(), SignalMemory.NONE);

        public Yesterday(List<Finding> findings, SignalMemory memory) {
            this(findings, memory, Map.of());
        }

        public Yesterday measured(Map<MeasureKey, BigDecimal> measured) {
            return new Yesterday(findings, memory, measured);
        }
    }

    /** Whether a day of late is far above its kind, so that what was before has to be remembered. */
    public boolean standsOut(@Nullable UsageMeasure usage) {
        SignalSettings.Setting surge = byType.get(SignalType.USAGE_SURGE);
        return usage != null && surge != null && Shifts.standsOut(usage, surge, calendar);
    }

    /** What is seen on the day; of an account of the tenant's own, nothing. */
    public SignalLook look(AccountDay account, Yesterday yesterday) {
        SignalMemory memory = yesterday.memory().after(account, byType, calendar, yesterday.measured());
        if (account.fact().internal()) {
            return new SignalLook(List.of(), List.of(), Set.of(), risk(List.of(), account), memory);
        }
        List<Finding> findings = new ArrayList<>();
        Set<SignalType> unknown = EnumSet.noneOf(SignalType.class);
        for (SignalSettings.Setting setting : settings.signals()) {
            if (setting.enabled()) {
                Sight sight = new Sight(account, yesterday.memory(), memory, setting, calendar, flows);
                switch (judge(setting.type(), sight)) {
                    case Verdict.Fires fires ->
                        findings.add(new Finding(
                                setting.type(),
                                fires.severity(),
                                fires.evidence().values(),
                                fires.seenOn()));
                    case Verdict.Quiet quiet -> {}
                    case Verdict.Unknown nothing -> unknown.add(setting.type());
                }
            }
        }
        List<Finding> carried = yesterday.findings().stream()
                .filter(finding -> unknown.contains(finding.type()))
                .toList();
        List<Finding> standing =
                Stream.concat(findings.stream(), carried.stream()).toList();
        return new SignalLook(List.copyOf(findings), carried, unknown, risk(standing, account), memory);
    }

    /**
     * The day from which the review or survey of the account counts as overdue; null when it is not looked for or nothing
     * is told of them.
     *
     * @param type {@code QBR_OVERDUE} or {@code SURVEY_OVERDUE}
     */
    public @Nullable LocalDate dueOn(SignalType type, AccountDay account) {
        SignalSettings.Setting setting = byType.get(type);
        Relationship relationship = account.said().relationship();
        boolean review = type == SignalType.QBR_OVERDUE;
        LocalDate last = review ? relationship.lastQbrOn() : relationship.lastSurveyOn();
        LocalDate from = last == null ? account.since() : last;
        boolean told = review ? flows.meetings() : flows.surveys();
        return setting == null || !setting.enabled() || !told || from == null
                ? null
                : from.plusDays(setting.days("days"));
    }

    private Risk risk(List<Finding> standing, AccountDay account) {
        return Risk.of(standing, account.day(), byType, settings.riskLevels());
    }

    private static Verdict judge(SignalType type, Sight sight) {
        return switch (type) {
            case NO_LOGIN_14D -> UsageRules.noLogin(sight);
            case CORE_FEATURE_UNUSED -> UsageRules.coreFeatureUnused(sight);
            case SILENT -> UsageRules.silent(sight);
            case USAGE_SURGE -> SurgeRule.surge(sight);
            case USAGE_DROP -> UsageRules.drop(sight);
            case SLOW_DECLINE -> UsageRules.slowDecline(sight);
            case FEATURE_CONCENTRATION -> PatternRules.concentration(sight);
            case NEW_FEATURE_TRIAL_DECLINE -> PatternRules.trialDecline(sight);
            case REGULAR_TO_INTERMITTENT -> PatternRules.intermittent(sight);
            case EDUCATION_NEEDED -> UsageRules.education(sight);
            case TONE_SHIFT -> VoiceRules.toneShift(sight);
            case EXEC_ESCALATION -> VoiceRules.execEscalation(sight);
            case CONTRACT_TERMS_QUESTIONS -> VoiceRules.contractTerms(sight);
            case COMPETITOR_INTEREST -> VoiceRules.competitor(sight);
            case CANCELLATION_INTENT -> VoiceRules.cancellation(sight);
            case EXPECTATION_GAP -> VoiceRules.expectationGap(sight);
            case P1_OPEN -> VoiceRules.p1Open(sight);
            case SEAT_GROWTH_SLOWDOWN -> SpreadRules.seatGrowthSlowdown(sight);
            case SEATS_FALLING -> SpreadRules.seatsFalling(sight);
            case CROSS_DEPT_SHRINK -> SpreadRules.departments(sight);
            case KEY_USER_DECLINE -> PatternRules.keyUsers(sight);
            case SINGLE_THREADED -> SpreadRules.singleThreaded(sight);
            case KEY_CONTACT_LEFT -> RelationshipRules.keyContactLeft(sight);
            case NO_BRIDGE_CONTACT -> RelationshipRules.noBridge(sight);
            case QBR_OVERDUE -> RelationshipRules.qbr(sight);
            case SURVEY_OVERDUE -> RelationshipRules.survey(sight);
            case SUCCESS_PLAN_BEHIND -> RelationshipRules.successPlan(sight);
            case CANCELLATION_NOTICE -> CommercialRules.cancellationNotice(sight);
            case PAYMENT_FAILED -> CommercialRules.paymentFailed(sight);
            case RENEWAL_WITHOUT_INTENT -> CommercialRules.renewalWithoutIntent(sight);
            case ONBOARDING_AT_RISK -> OnboardingRules.atRisk(sight);
            case SETUP_STALLED -> OnboardingRules.setupStalled(sight);
            case KICKOFF_OVERDUE -> OnboardingRules.kickoff(sight);
            case MISSED_WEEKLY_TOUCH -> OnboardingRules.weeklyTouch(sight);
            case UNOWNED_ACCOUNT -> OnboardingRules.unowned(sight);
        };
    }
}
