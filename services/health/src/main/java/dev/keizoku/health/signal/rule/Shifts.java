package dev.keizoku.health.signal.rule;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.signal.SignalSettings;
import java.time.LocalDate;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether use has left what is usual: the week against the usual weeks and the fleet's, and at least two of the last
 * three days against their own weekday. Holidays are left out of the days.
 */
final class Shifts {

    private static final int DAYS_THAT_AGREE = 2;

    private Shifts() {}

    /** What can be said. */
    enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    static Answer surges(UsageMeasure usage, SignalSettings.Setting setting, BusinessCalendar calendar) {
        Double ratio = usage.level().ratioToFleet();
        if (ratio == null) {
            return Answer.UNKNOWN;
        }
        if (ratio < setting.at("ratio") || usage.events7() < setting.at("min_events")) {
            return Answer.NO;
        }
        return agree(usage, calendar, z -> z >= setting.at("z"));
    }

    /** Whether any of the days stands out upwards, as it does before enough of them make a surge. */
    static boolean standsOut(UsageMeasure usage, SignalSettings.Setting setting, BusinessCalendar calendar) {
        return steps(usage, calendar).stream().anyMatch(z -> z >= setting.at("z"));
    }

    static Answer drops(UsageMeasure usage, SignalSettings.Setting setting, BusinessCalendar calendar) {
        Double ratio = usage.level().ratioToFleet();
        Double usual = usage.level().usualEvents7();
        if (ratio == null || usual == null) {
            return Answer.UNKNOWN;
        }
        if (ratio > setting.at("ratio") || usual < setting.at("min_events")) {
            return Answer.NO;
        }
        return agree(usage, calendar, z -> z <= -setting.at("z"));
    }

    /** The steps from the usual of the days that can be compared, the latest first. */
    static List<Double> steps(UsageMeasure usage, BusinessCalendar calendar) {
        return usage.level().days().stream()
                .filter(day -> !calendar.holiday(day.day()))
                .flatMap(day -> Stream.ofNullable(day.z()))
                .toList();
    }

    /** The level of the day itself; null when usage was measured up to another day. */
    static UsageMeasure.@Nullable DayLevel measuredOn(UsageMeasure usage, LocalDate day) {
        return usage.level().days().stream()
                .filter(level -> level.day().equals(day))
                .findFirst()
                .orElse(null);
    }

    private static Answer agree(UsageMeasure usage, BusinessCalendar calendar, DoublePredicate far) {
        List<Double> steps = steps(usage, calendar);
        if (steps.size() < DAYS_THAT_AGREE) {
            return Answer.UNKNOWN;
        }
        return steps.stream().mapToDouble(Double::doubleValue).filter(far).count() >= DAYS_THAT_AGREE
                ? Answer.YES
                : Answer.NO;
    }
}
