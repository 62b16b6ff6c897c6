package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.usage.UsageProblem;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where events come in: CloudEvents in JSON, one or a batch. */
@Path("/v1/events")
@RunOnVirtualThread
public class EventResource {

    static final String ONE = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private static final String BACKFILL = "backfill";
    private static final String CONFLICT =
            "An event with this source and id and other content was stored before and stays.";
    private static final int MOST_ERRORS = 100;
    private static final Set<String> TIME_CODES = Set.of("in_future", "too_old");

    private final Ingest ingest;
    private final BodyBudget budget;
    private final Caller caller;

    EventResource(Ingest ingest, BodyBudget budget, Caller caller) {
        this.ingest = ingest;
        this.budget = budget;
        this.caller = caller;
    }

    /** Counts, and what is to be said of the events that were not plainly accepted. */
    public record Answer(int accepted, int duplicate, int conflict, int rejected, List<Item> outcomes) {}

    /** One event that was not plainly accepted. */
    public record Item(
            int index,
            @Nullable String id,
            String outcome,
            @Nullable String code,
            @Nullable String pointer,
            @Nullable String detail) {}

    @POST
    @Consumes({ONE, BATCH})
    @RolesAllowed("usage:write")
    public Answer post(@Context UriInfo uri, @Context HttpHeaders headers, InputStream body) throws IOException {
        Ingest.Terms terms = terms(uri);
        try (BodyBudget.Counted counted = budget.count(body)) {
            boolean batch = headers.getMediaType().getSubtype().startsWith("cloudevents-batch");
            List<Decoded> events = batch ? EventReader.batch(counted) : List.of(EventReader.one(counted));
            Ingest.Receipt receipt = ingest.accept(caller.tenant(), events, terms);
            if (!batch && receipt.outcomes().getFirst() instanceof EventOutcome.Rejected rejected) {
                throw refusal(rejected);
            }
            if (!receipt.kept()) {
                throw new ProblemException(
                                UsageProblem.BATCH_REFUSED,
                                "Some events are not acceptable, so none was stored; the errors name each by its index.")
                        .withErrors(errors(receipt.outcomes()));
            }
            return new Answer(
                    receipt.count(EventOutcome.Accepted.class),
                    receipt.count(EventOutcome.Duplicate.class),
                    receipt.count(EventOutcome.Conflict.class),
                    receipt.count(EventOutcome.Rejected.class),
                    items(events, receipt));
        }
    }

    private Ingest.Terms terms(UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        boolean strict = parameters.flag("strict");
        boolean history = parameters.flag("history");
        parameters.verify();
        boolean backfill = caller.has(BACKFILL);
        if (history && !backfill) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "History needs the backfill scope.");
        }
        return new Ingest.Terms(strict, backfill, history);
    }

    private static List<Item> items(List<Decoded> events, Ingest.Receipt receipt) {
        List<Item> items = new ArrayList<>();
        for (int index = 0; index < events.size(); index++) {
            String id = id(events.get(index));
            switch (receipt.outcomes().get(index)) {
                case EventOutcome.Accepted accepted -> {}
                case EventOutcome.Duplicate duplicate -> items.add(new Item(index, id, "duplicate", null, null, null));
                case EventOutcome.Conflict conflict ->
                    items.add(new Item(index, id, "conflict", "conflict", "", CONFLICT));
                case EventOutcome.Rejected rejected -> {
                    FieldError error = rejected.errors().getFirst();
                    items.add(new Item(index, id, "rejected", error.code(), error.pointer(), error.detail()));
                }
            }
        }
        return items;
    }

    private static @Nullable String id(Decoded event) {
        return switch (event) {
            case Decoded.Valid valid -> valid.event().id();
            case Decoded.Refused refused -> refused.id();
        };
    }

    private static ProblemException refusal(EventOutcome.Rejected rejected) {
        boolean onlyTime = rejected.errors().stream().map(FieldError::code).allMatch(TIME_CODES::contains);
        return onlyTime
                ? new ProblemException(CommonProblem.UNPROCESSABLE, "The event's time is outside the accepted window.")
                        .withErrors(rejected.errors())
                : ProblemException.ofFields(rejected.errors());
    }

    /** Names each event by its index: a strict batch is refused as a whole, and its problem document says why. */
    private static List<FieldError> errors(List<EventOutcome> outcomes) {
        List<FieldError> errors = new ArrayList<>();
        for (int index = 0; index < outcomes.size() && errors.size() < MOST_ERRORS; index++) {
            String event = "/" + index;
            switch (outcomes.get(index)) {
                case EventOutcome.Accepted accepted -> {}
                case EventOutcome.Duplicate duplicate -> {}
                case EventOutcome.Conflict conflict -> errors.add(new FieldError(event, "conflict", CONFLICT));
                case EventOutcome.Rejected rejected ->
                    rejected.errors()
                            .forEach(error ->
                                    errors.add(new FieldError(event + error.pointer(), error.code(), error.detail())));
            }
        }
        return errors;
    }
}
