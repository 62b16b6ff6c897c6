package dev.keizoku.bench.signs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.calendar.CalendarSettings;
import dev.keizoku.health.alert.FleetDay;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.measure.Fleet;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.signal.Finding;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalSettings;
import dev.keizoku.health.signal.rule.SignalLook;
import dev.keizoku.health.signal.rule.SignalRules;
import dev.keizoku.health.signal.rule.SignalRules.Yesterday;
import dev.keizoku.health.touchpoint.TouchpointTally;
import dev.keizoku.usage.measure.AccountMeasures;
import dev.keizoku.usage.measure.MeasuresAtHand;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the days of customers as nights would: usage's own measures of each day, health's own rules with the
 * settings a tenant starts with, what was found and remembered the day before. Nothing of a later day is known.
 */
public final class Watch {

    /** Leaving within so many days is what a sign is held against. */
    public static final int HORIZON_DAYS = 60;

    public static final String MEDIUM = "risk medium or high";
    public static final String HIGH = "risk high";

    private static final int FLOW_DAYS = 7;
    private static final int FLEET_SAMPLE = 1_000;

    private final ObjectMapper mapper = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    private final SignalRules rules = new SignalRules(
            SignalSettings.DEFAULT,
            BusinessCalendar.of(new CalendarSettings(
                    null, false, false, Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), Set.of(), Set.of())),
            false,
            false);
    private final Map<String, Yesterday> yesterdays = new HashMap<>();
    private final SortedMap<String, SignTally> tallies = new TreeMap<>();
    private final Portfolio portfolio;
    private long days;
    private double bases;

    private Watch(Portfolio portfolio) {
        this.portfolio = portfolio;
    }

    /**
     * What the signs were worth.
     *
     * @param base share of all days of customers after which they left within the horizon
     */
    public record Worth(double base, SortedMap<String, SignTally.Figures> signs) {}

    /** All days of a company's customers. */
    public static Worth over(Portfolio portfolio) {
        Watch watch = new Watch(portfolio);
        portfolio.firstDay().datesUntil(portfolio.lastDay()).forEach(watch::night);
        SortedMap<String, SignTally.Figures> signs = new TreeMap<>();
        watch.tallies.forEach((sign, tally) -> {
            SignTally.Figures figures = tally.figures(portfolio.stays(), HORIZON_DAYS);
            if (figures != null) {
                signs.put(sign, figures);
            }
        });
        return new Worth(watch.bases / watch.days, signs);
    }

    private void night(LocalDate day) {
        List<Stay> there = portfolio.stays().stream()
                .filter(stay -> stay.on(day))
                .sorted(Comparator.comparing(Stay::account))
                .toList();
        Map<String, Double> bases = bases(there, day);
        MeasuresAtHand measures = new MeasuresAtHand(day);
        there.forEach(stay -> measures.count(stay.account(), stay.events()));
        Double fleetRatio = measures.fleetRatio();
        List<Optional<UsageMeasure>> measured = there.parallelStream()
                .map(stay -> received(measures.of(stay.account(), stay.valueOn(), fleetRatio)))
                .toList();
        Fleet fleet = new Fleet(flows(measured, day), false, fleetRatio, Map.of());
        for (int i = 0; i < there.size(); i++) {
            Stay stay = there.get(i);
            SignalLook look = rules.look(
                    new AccountDay(
                            day,
                            stay.fact().apply(day),
                            measured.get(i).orElse(null),
                            null,
                            TouchpointTally.NONE,
                            fleet),
                    yesterdays.getOrDefault(stay.account(), Yesterday.NOTHING));
            List<Finding> standing = Stream.concat(look.findings().stream(), look.carried().stream())
                    .toList();
            yesterdays.put(stay.account(), new Yesterday(standing, look.memory()));
            keep(stay, day, look, standing, bases.get(stay.cohort()));
        }
    }

    private void keep(Stay stay, LocalDate day, SignalLook look, List<Finding> standing, @Nullable Double base) {
        if (base != null) {
            days++;
            bases += stay.leavesWithin(day, HORIZON_DAYS) ? 1 : 0;
        }
        standing.forEach(finding -> stands(finding.type().name(), stay, day, base));
        if (look.risk().level() != RiskLevel.LOW) {
            stands(MEDIUM, stay, day, base);
        }
        if (look.risk().level() == RiskLevel.HIGH) {
            stands(HIGH, stay, day, base);
        }
    }

    private void stands(String sign, Stay stay, LocalDate day, @Nullable Double base) {
        tallies.computeIfAbsent(sign, first -> new SignTally()).stands(stay, day, HORIZON_DAYS, base);
    }

    /** Of those who are there, how many leave within the horizon, by cohort; nothing where that is not known yet. */
    private Map<String, Double> bases(List<Stay> there, LocalDate day) {
        return day.plusDays(HORIZON_DAYS).isAfter(portfolio.knownTo())
                ? Map.of()
                : there.stream()
                        .collect(Collectors.groupingBy(
                                Stay::cohort,
                                Collectors.averagingDouble(stay -> stay.leavesWithin(day, HORIZON_DAYS) ? 1 : 0)));
    }

    /** As health would receive it. */
    private Optional<UsageMeasure> received(@Nullable AccountMeasures sent) {
        return sent == null ? Optional.empty() : Optional.of(mapper.convertValue(sent, UsageMeasure.class));
    }

    /** Whether events come at all, and the whole fleet has not fallen silent. */
    private static boolean flows(List<Optional<UsageMeasure>> measured, LocalDate day) {
        List<UsageMeasure> seen = measured.stream().flatMap(Optional::stream).toList();
        return seen.stream()
                        .map(UsageMeasure::lastActiveOn)
                        .anyMatch(last -> last != null && last.isAfter(day.minusDays(FLOW_DAYS)))
                && !FleetDay.of(day, seen.stream().limit(FLEET_SAMPLE).toList()).fell();
    }
}
