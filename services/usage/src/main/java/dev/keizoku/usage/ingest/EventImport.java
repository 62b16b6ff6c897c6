package dev.keizoku.usage.ingest;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.usage.event.EventHash;
import dev.keizoku.usage.event.EventRow;
import dev.keizoku.usage.ingest.Ingest.Admission;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Events from files. They may be of any age, and go through the same store as those that are sent. */
@Singleton
final class EventImport implements ImportKind {

    private final Ingest ingest;
    private final EventPartitions partitions;

    EventImport(Ingest ingest, EventPartitions partitions) {
        this.ingest = ingest;
        this.partitions = partitions;
    }

    @Override
    public String name() {
        return "event";
    }

    @Override
    public String scope() {
        return "usage:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> rows) {
        Ingest.Intake intake = ingest.intake(context.settings(), new Ingest.Terms(false, true, context.history()));
        List<Admission> admissions = rows.stream()
                .map(row -> intake.admit(EventRow.decode(row.fields(), context.zone())))
                .toList();
        List<StagedEvent> staged = new ArrayList<>(rows.size());
        Set<LocalDate> days = new LinkedHashSet<>();
        for (Admission admission : admissions) {
            if (admission instanceof Admission.Admitted admitted) {
                staged.add(admitted.event());
                days.add(admitted.event().day);
            }
        }
        try {
            partitions.ensure(days);
            context.jdbi()
                    .useHandle(handle ->
                            new EventStore(new EventHash()).write(handle.getConnection(), staged, Claiming.CAREFUL));
        } catch (SQLException failure) {
            throw new IllegalStateException("The rows could not be written.", failure);
        }
        return new Applied(admissions.stream()
                .map(admission -> outcome(admission.outcome()))
                .toList());
    }

    private static RowOutcome outcome(EventOutcome outcome) {
        return switch (outcome) {
            case EventOutcome.Accepted accepted -> RowOutcome.accepted();
            case EventOutcome.Duplicate duplicate -> RowOutcome.unchanged();
            case EventOutcome.Conflict conflict ->
                RowOutcome.rejected(
                        "id", "conflict", "An event with this source and id and other content was stored before.");
            case EventOutcome.Rejected rejected ->
                RowOutcome.rejected(rejected.errors().stream()
                        .map(error -> new FieldError(field(error.pointer()), error.code(), error.detail()))
                        .toList());
        };
    }

    /** Rows are flat: their fields have the last names of an event's pointers. */
    private static String field(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
