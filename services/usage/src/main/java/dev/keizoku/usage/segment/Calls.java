package dev.keizoku.usage.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.usage.UsageProblem;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventReader;
import dev.keizoku.usage.event.Filling;
import dev.keizoku.usage.event.UsageEvent;
import dev.keizoku.usage.ingest.Ingest;
import dev.keizoku.usage.ingest.IngestConfig;
import dev.keizoku.usage.ingest.Refusals;
import dev.keizoku.usage.person.People;
import dev.keizoku.usage.person.Told;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes in the messages of one call. */
@Singleton
public class Calls {

    private static final String PROTOCOL = "segment";

    private final Ingest ingest;
    private final Refusals refusals;
    private final People people;
    private final IngestConfig config;
    private final Clock clock;

    Calls(Ingest ingest, Refusals refusals, People people, IngestConfig config, Clock clock) {
        this.ingest = ingest;
        this.refusals = refusals;
        this.people = people;
        this.config = config;
        this.clock = clock;
    }

    /** Takes in one message of a kind. */
    void takeOne(TenantId tenant, String kind, JsonNode message, Filling filling, Ingest.Terms terms) {
        take(tenant, List.of(Message.read(kind, message, message, filling, span())), terms);
    }

    /**
     * Takes in a batch, each of whose messages says of which kind it is.
     *
     * @throws ProblemException 413 when it holds too many messages
     */
    void takeBatch(TenantId tenant, JsonNode batch, Filling filling, Ingest.Terms terms) {
        JsonNode messages = batch.path("batch");
        if (messages.size() > EventReader.MOST_EVENTS) {
            throw new ProblemException(
                    UsageProblem.TOO_MANY_EVENTS, "A batch holds at most " + EventReader.MOST_EVENTS + " messages.");
        }
        if (!messages.isArray()) {
            FieldError wrong = new FieldError("/batch", "wrong_type", "Expected an array of messages.");
            take(
                    tenant,
                    List.of(new Call.Happened(new Decoded.Refused(null, List.of(wrong), batch.toString()))),
                    terms);
            return;
        }
        List<Call> calls = new ArrayList<>(messages.size());
        Message.Span span = span();
        for (JsonNode message : messages) {
            filling.next();
            calls.add(Message.read(message.path("type").asText(), message, batch, filling, span));
        }
        take(tenant, calls, terms);
    }

    private Message.Span span() {
        Instant now = clock.instant();
        return new Message.Span(now, now.plus(config.futureWindow()));
    }

    /** People first: the account of an event may be what the call before it says. All of it may be done again. */
    private void take(TenantId tenant, List<Call> calls, Ingest.Terms terms) {
        List<Told> told = new ArrayList<>();
        List<Decoded> events = new ArrayList<>();
        for (Call call : calls) {
            switch (call) {
                case Call.Said said -> told.add(said.told());
                case Call.Happened happened -> events.add(happened.event());
            }
        }
        if (!told.isEmpty()) {
            people.tell(tenant, told);
        }
        List<Decoded> attributed = attributed(tenant, events);
        Ingest.Receipt receipt = ingest.accept(tenant, attributed, terms);
        refusals.keep(tenant, PROTOCOL, attributed, receipt);
    }

    private List<Decoded> attributed(TenantId tenant, List<Decoded> events) {
        Set<UserId> users = new LinkedHashSet<>();
        for (Decoded event : events) {
            if (event instanceof Decoded.Valid(UsageEvent read) && isOfNoAccount(read)) {
                users.add(new UserId(read.user()));
            }
        }
        if (users.isEmpty()) {
            return events;
        }
        Map<UserId, AccountId> accounts = people.accountsOf(tenant, users);
        return events.stream().map(event -> attributed(event, accounts)).toList();
    }

    private static Decoded attributed(Decoded event, Map<UserId, AccountId> accounts) {
        if (event instanceof Decoded.Valid(UsageEvent read) && isOfNoAccount(read)) {
            AccountId account = accounts.get(new UserId(read.user()));
            return account == null ? event : new Decoded.Valid(read.withAccount(account.value()));
        }
        return event;
    }

    private static boolean isOfNoAccount(UsageEvent event) {
        return event.account().equals(UsageEvent.NONE) && !event.user().equals(UsageEvent.NONE);
    }
}
