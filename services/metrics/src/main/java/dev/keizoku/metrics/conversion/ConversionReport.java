package dev.keizoku.metrics.conversion;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.lifetime.PaidHistory;
import dev.keizoku.metrics.report.CustomerParts;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.Parts;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Segments;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.Windows;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conversions by group and window. Whoever had paid before is no sign-up: a customer who tries a higher plan. */
@Singleton
class ConversionReport {

    private final SignUpStore signUps;

    ConversionReport(SignUpStore signUps) {
        this.signUps = signUps;
    }

    Map<List<Label>, Conversions[]> of(Reading.Asked asked, SignUp.Kind kind, int within) {
        Windows windows = asked.question().windows();
        Map<String, Integer> began = began(asked, kind);
        Map<List<Label>, Conversions[]> groups = new LinkedHashMap<>();
        PaidHistories.of(asked).grouped().forEach((labels, customers) -> {
            Conversions[] counts = new Conversions[windows.size()];
            Arrays.fill(counts, Conversions.NONE);
            for (PaidHistories.Of one : customers) {
                Integer day = signUp(one, began);
                if (day != null) {
                    int window = windowOf(day, windows);
                    counts[window] = counts[window].plus(day, one.history().firstPaid(), within, tomorrow(asked));
                }
            }
            groups.put(labels, counts);
        });
        return groups;
    }

    /** Who makes the rate of the only window. */
    CustomerParts parts(Reading.Asked asked, SignUp.Kind kind, int within) {
        Map<String, Integer> began = began(asked, kind);
        List<CustomerParts.Part> parts = new ArrayList<>();
        for (PaidHistories.Of one : PaidHistories.of(asked).all()) {
            Integer day = signUp(one, began);
            if (day != null) {
                Conversions own = Conversions.NONE.plus(day, one.history().firstPaid(), within, tomorrow(asked));
                parts.add(new CustomerParts.Part(one.customer().account(), Parts.share(own.converted(), 1)));
            }
        }
        return CustomerParts.of(null, Parts.share(0, 0), parts);
    }

    /** The day of each account's first sign-up of the kind, as far as it lies in the question's time. */
    private Map<String, Integer> began(Reading.Asked asked, SignUp.Kind kind) {
        refuseOtherGroups(asked.question().selection());
        Windows windows = asked.question().windows();
        Map<String, Integer> began = new HashMap<>();
        for (SignUp signUp : signUps.between(
                asked.tenant().tenant().value(),
                kind,
                asked.tenant().zone(),
                LocalDate.ofEpochDay(windows.first()),
                LocalDate.ofEpochDay(windows.last()),
                asked.asOf())) {
            began.put(signUp.account(), signUp.day());
        }
        return began;
    }

    /** Null for who did not sign up, or had paid before. */
    private static @Nullable Integer signUp(PaidHistories.Of one, Map<String, Integer> began) {
        Integer day = began.get(one.customer().account());
        int paid = one.history().firstPaid();
        return day != null && (paid == PaidHistory.NEVER || paid >= day) ? day : null;
    }

    private static int tomorrow(Reading.Asked asked) {
        return Math.toIntExact(asked.today().plusDays(1).toEpochDay());
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
