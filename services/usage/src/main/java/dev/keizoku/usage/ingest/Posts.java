package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.UsageProblem;
import dev.keizoku.usage.event.BinaryEvent;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventLines;
import dev.keizoku.usage.event.EventReader;
import dev.keizoku.usage.event.EventTable;
import dev.keizoku.usage.event.Filling;
import dev.keizoku.usage.ingest.EventResource.Answer;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes in the events of one request, in whichever form they come. */
@Singleton
public class Posts {

    private static final String BACKFILL = "backfill";
    private static final int MOST_ERRORS = 100;
    private static final Set<String> TIME_CODES = Set.of("in_future", "too_old");

    private final Ingest ingest;
    private final Refusals refusals;
    private final EventStream stream;
    private final BodyBudget budget;
    private final Tenants tenants;
    private final Caller caller;

    Posts(Ingest ingest, Refusals refusals, EventStream stream, BodyBudget budget, Tenants tenants, Caller caller) {
        this.ingest = ingest;
        this.refusals = refusals;
        this.stream = stream;
        this.budget = budget;
        this.tenants = tenants;
        this.caller = caller;
    }

    /**
     * Stores the events of a request and says what became of each.
     *
     * @throws ProblemException when nothing of it could be read or stored, or a single event was refused
     */
    public Answer take(UriInfo uri, HttpHeaders headers, InputStream body) throws IOException {
        Ingest.Terms terms = terms(uri);
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        EventForm form = EventForm.of(type, headers.getRequestHeaders().keySet());
        Filling filling = new Filling(IdempotencyKey.of(headers.getHeaderString("Idempotency-Key")));
        try (BodyBudget.Counted counted = budget.count(body)) {
            return switch (form) {
                case BATCH -> whole(form, new EventReader.Body(EventReader.batch(counted), false), terms);
                case STRUCTURED -> whole(form, single(EventReader.one(counted)), terms);
                case BINARY ->
                    whole(form, single(BinaryEvent.decode(headers.getRequestHeaders(), type, counted)), terms);
                case PLAIN -> whole(form, EventReader.any(counted, filling), terms);
                case LINES -> streamed(form, new EventLines(counted, filling), counted, terms);
                case TABLE -> streamed(form, table(type, counted, filling), counted, terms);
            };
        }
    }

    private Ingest.Terms terms(UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        boolean strict = parameters.flag("strict");
        boolean history = parameters.flag("history");
        boolean dryRun = parameters.flag("dry_run");
        parameters.verify();
        boolean backfill = caller.has(BACKFILL);
        if (history && !backfill) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "History needs the backfill scope.");
        }
        return new Ingest.Terms(strict, backfill, history, dryRun);
    }

    private EventTable table(@Nullable String type, InputStream body, Filling filling) throws IOException {
        return new EventTable(
                body, EventForm.charset(type), tenants.get(caller.tenant()).zone(), filling);
    }

    private static EventReader.Body single(Decoded event) {
        return new EventReader.Body(List.of(event), true);
    }

    private Answer streamed(EventForm form, Iterator<Decoded> events, BodyBudget.Counted counted, Ingest.Terms terms) {
        return terms.strict()
                ? whole(form, new EventReader.Body(stream.all(events, counted), false), terms)
                : stream.take(caller.tenant(), form.protocol(), events, counted, terms);
    }

    private Answer whole(EventForm form, EventReader.Body body, Ingest.Terms terms) {
        List<Decoded> events = body.events();
        Ingest.Receipt receipt = ingest.accept(caller.tenant(), events, terms);
        if (!terms.dryRun()) {
            refusals.keep(caller.tenant(), form.protocol(), events, receipt);
        }
        if (body.single() && receipt.outcomes().getFirst() instanceof EventOutcome.Rejected(List<FieldError> errors)) {
            throw refusal(errors);
        }
        if (!receipt.kept()) {
            throw new ProblemException(
                            UsageProblem.BATCH_REFUSED,
                            "Some events are not acceptable, so none was stored; the errors name each by its index.")
                    .withErrors(errors(receipt.outcomes()));
        }
        Tally tally = new Tally();
        tally.add(events, receipt);
        return tally.answer(terms.dryRun());
    }

    private static ProblemException refusal(List<FieldError> errors) {
        boolean onlyTime = errors.stream().map(FieldError::code).allMatch(TIME_CODES::contains);
        return onlyTime
                ? new ProblemException(CommonProblem.UNPROCESSABLE, "The event's time is outside the accepted window.")
                        .withErrors(errors)
                : ProblemException.ofFields(errors);
    }

    /** Names each event by its index: a strict batch is refused as a whole, and its problem document says why. */
    private static List<FieldError> errors(List<EventOutcome> outcomes) {
        List<FieldError> errors = new ArrayList<>();
        for (int index = 0; index < outcomes.size() && errors.size() < MOST_ERRORS; index++) {
            String event = "/" + index;
            switch (outcomes.get(index)) {
                case EventOutcome.Accepted accepted -> {}
                case EventOutcome.Duplicate duplicate -> {}
                case EventOutcome.Conflict conflict -> errors.add(new FieldError(event, "conflict", Tally.CONFLICT));
                case EventOutcome.Rejected(List<FieldError> own) ->
                    own.forEach(
                            error -> errors.add(new FieldError(event + error.pointer(), error.code(), error.detail())));
            }
        }
        return errors;
    }
}
