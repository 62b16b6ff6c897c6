package dev.keizoku.health.touchpoint;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tickets and survey answers from files. */
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
        List<TouchpointBody.Checked> read = rows.stream()
                .map(row -> read(RowFields.of(row, context.zone())))
                .toList();
        return new Applied(touchpoints.takeWithin(context.jdbi(), context.tenant(), read, context.history()).stream()
                .map(TouchpointImport::outcome)
                .toList());
    }

    private TouchpointBody.Checked read(RowFields fields) {
        TouchpointKind kind = fields.requiredAs("kind", constant(TouchpointKind.values()));
        String id = fields.requiredText("touchpoint_id");
        AccountId account = fields.requiredAs("account_id", AccountId::new);
        if (!fields.has("occurred_at")) {
            fields.error("occurred_at", "required", "This field is needed.");
        }
        Instant occurredAt = fields.instant("occurred_at");
        TicketPriority priority = fields.as("priority", constant(TicketPriority.values()));
        TicketStatus status = fields.as("status", constant(TicketStatus.values()));
        Instant resolvedAt = fields.instant("resolved_at");
        UserId user = fields.as("user_id", UserId::new);
        Survey survey = fields.as("survey", constant(Survey.values()));
        Integer score = fields.integer("score");
        UserId respondent = fields.as("respondent", UserId::new);
        List<FieldError> errors = fields.errors();
        if (kind == null || account == null || occurredAt == null || !errors.isEmpty()) {
            return new TouchpointBody.Checked(null, errors);
        }
        return new TouchpointBody(
                        kind, id, account, occurredAt, priority, status, resolvedAt, user, survey, score, respondent)
                .check(clock.instant());
    }

    private static <E extends Enum<E>> Function<String, E> constant(E[] values) {
        return text -> Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Accepted: " + accepted(values) + "."));
    }

    private static String accepted(Enum<?>[] values) {
        return String.join(
                ", ",
                Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static RowOutcome outcome(TouchpointOutcome outcome) {
        return switch (outcome) {
            case TouchpointOutcome.Accepted accepted -> RowOutcome.accepted();
            case TouchpointOutcome.Updated updated -> RowOutcome.accepted();
            case TouchpointOutcome.Duplicate duplicate -> RowOutcome.unchanged();
            case TouchpointOutcome.Conflict conflict ->
                RowOutcome.rejected("touchpoint_id", "conflict", "The id is taken by another touchpoint.");
            case TouchpointOutcome.Rejected rejected ->
                RowOutcome.rejected(
                        rejected.errors().stream().map(TouchpointImport::named).toList());
        };
    }

    /** A file has columns, not JSON pointers. */
    private static FieldError named(FieldError error) {
        return error.pointer().startsWith("/")
                ? new FieldError(error.pointer().substring(1), error.code(), error.detail())
                : error;
    }
}
