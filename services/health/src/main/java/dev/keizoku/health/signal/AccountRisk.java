package dev.keizoku.health.signal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The risk of an account on a day, with what it rests on. */
record AccountRisk(
        LocalDate day,
        int settingsVersion,
        BigDecimal value,
        RiskLevel level,
        List<Risk.Part> parts,
        List<Finding> findings) {}
