package dev.keizoku.usage.measure;

import dev.keizoku.usage.measure.Onboarding.Milestone;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was counted of an account up to the end of a day: all that its measures are made of. */
record AccountTally(
        String accountId,
        LocalDate firstSeenOn,
        LocalDate lastActiveOn,
        @Nullable LocalDate lastLoginOn,
        DailyCounts days,
        People people,
        List<Thing> things,
        List<Milestone> milestones,
        BigDecimal seatsAdded,
        BigDecimal seatsAddedBefore) {}
