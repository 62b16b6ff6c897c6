package dev.keizoku.metrics.conversion;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.lifetime.PaidHistory;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Segments;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.Windows;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Conversions by group and window. Whoever had paid before is no sign-up: a customer who tries a higher plan. */
@Singleton
class ConversionReport {

    private final SignUpStore signUps;

    ConversionReport(SignUpStore signUps) {
        this.signUps = signUps;
    }

    Map<List<Label>, Conversions[]> of(Reading.Asked asked, SignUp.Kind kind, int within) {
        asked.refuseAsOf();
        refuseOtherGroups(asked.question().selection());
        Windows windows = asked.question().windows();
        Map<String, Integer> began = new HashMap<>();
        for (SignUp signUp : signUps.between(
                asked.tenant().tenant().value(),
                kind,
                asked.tenant().zone(),
                LocalDate.ofEpochDay(windows.first()),
                LocalDate.ofEpochDay(windows.last()))) {
            began.put(signUp.account(), signUp.day());
        }
        int tomorrow = Math.toIntExact(asked.today().plusDays(1).toEpochDay());
        Map<List<Label>, Conversions[]> groups = new LinkedHashMap<>();
        PaidHistories.of(asked).grouped().forEach((labels, customers) -> {
            Conversions[] counts = new Conversions[windows.size()];
            Arrays.fill(counts, Conversions.NONE);
            for (PaidHistories.Of one : customers) {
                Integer day = began.get(one.customer().account());
                int paid = one.history().firstPaid();
                if (day != null && (paid == PaidHistory.NEVER || paid >= day)) {
                    int window = windowOf(day, windows);
                    counts[window] = counts[window].plus(day, paid, within, tomorrow);
                }
            }
            groups.put(labels, counts);
        });
        return groups;
    }

    private static int windowOf(int day, Windows windows) {
        int window = windows.size() - 1;
        while (windows.edge(window) > day) {
            window--;
        }
        return window;
    }

    private static void refuseOtherGroups(Selection selection) {
        if (selection.byCurrency() || selection.groupBy().stream().anyMatch(Segments::ofLine)) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "?group_by", "invalid_value", "Accepted here: what is the same for all of a customer.")));
        }
    }
}
