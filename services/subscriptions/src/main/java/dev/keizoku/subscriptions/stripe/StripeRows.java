package dev.keizoku.subscriptions.stripe;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.subscriptions.stripe.StripeIntake.Taken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Rows of files that are objects of Stripe's, taken a chunk at a time. */
@Singleton
class StripeRows {

    private final StripeIntake intake;
    private final StripeIntegrationStore integrations;
    private final Clock clock;

    StripeRows(StripeIntake intake, StripeIntegrationStore integrations, Clock clock) {
        this.intake = intake;
        this.integrations = integrations;
        this.clock = clock;
    }

    private sealed interface Read {}

    private record Good(int from, int to) implements Read {}

    private record Bad(UnreadableObject problem) implements Read {}

    /** Takes a chunk; {@code reading} gives the object a row is. */
    Applied apply(ImportContext context, List<ImportRow> chunk, Function<ImportRow, StripeNode> reading) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<StripeThing> things = new ArrayList<>();
        List<Read> rows = new ArrayList<>();
        for (ImportRow row : chunk) {
            int from = things.size();
            try {
                things.addAll(StripeThing.ofObject(reading.apply(row), now));
                rows.add(new Good(from, things.size()));
            } catch (UnreadableObject problem) {
                rows.add(new Bad(problem));
            }
        }
        List<Taken> taken = context.jdbi().withHandle(handle -> {
            StripeIntegration integration = integrations.find(handle, context.tenant());
            StripeDefaults defaults = integration == null ? StripeDefaults.USUAL : integration.defaults();
            return intake.take(
                    handle,
                    context.tenant(),
                    things,
                    new StripeIntake.Mode(defaults, context.zone(), context.history(), now));
        });
        return new Applied(rows.stream().map(row -> outcome(row, taken)).toList());
    }

    /** What cannot be made anything of yet is kept, and so accepted. */
    private static RowOutcome outcome(Read row, List<Taken> taken) {
        return switch (row) {
            case Bad(UnreadableObject problem) -> rejected(problem);
            case Good(int from, int to) -> {
                List<Taken> own = taken.subList(from, to);
                yield own.stream()
                        .map(Taken::problem)
                        .filter(problem -> problem != null && !problem.waiting())
                        .findFirst()
                        .map(StripeRows::rejected)
                        .orElse(own.stream().anyMatch(Taken::changed) ? RowOutcome.accepted() : RowOutcome.unchanged());
            }
        };
    }

    private static RowOutcome rejected(UnreadableObject problem) {
        return RowOutcome.rejected(List.of(new FieldError(problem.field(), "invalid_value", problem.sentence())));
    }
}
