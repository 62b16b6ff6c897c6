package dev.keizoku.health.touchpoint;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Touchpoints of every kind from files. */
@ApplicationScoped
class TouchpointImport implements ImportKind {

    private final Touchpoints touchpoints;
    private final Clock clock;

    TouchpointImport(Touchpoints touchpoints, Clock clock) {
        this.touchpoints = touchpoints;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "touchpoint";
    }

    @Override
    public String scope() {
        return "health:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> rows) {
        Instant now = clock.instant();
        List<SentTouchpoint> read = rows.stream()
                .map(row -> SentTouchpoint.read(new FileFields(RowFields.of(row, context.zone())), now))
                .toList();
        return new Applied(touchpoints.takeWithin(context.jdbi(), context.tenant(), read, context.history()).stream()
                .map(TouchpointImport::outcome)
                .toList());
    }

    private static RowOutcome outcome(TouchpointOutcome outcome) {
        return switch (outcome) {
            case TouchpointOutcome.Accepted accepted -> RowOutcome.accepted();
            case TouchpointOutcome.Updated updated -> RowOutcome.accepted();
            case TouchpointOutcome.Duplicate duplicate -> RowOutcome.unchanged();
            case TouchpointOutcome.Conflict conflict ->
                RowOutcome.rejected("touchpoint_id", "conflict", "The id is taken by another touchpoint.");
            case TouchpointOutcome.Rejected rejected -> RowOutcome.rejected(rejected.errors());
        };
    }
}
