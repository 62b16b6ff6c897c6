package dev.keizoku.gateway.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.event.Event;
import dev.keizoku.gateway.event.EventPull;
import dev.keizoku.gateway.event.EventTypes;
import dev.keizoku.kernel.Vault;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Works off the line of one endpoint, message by message, and decides what becomes of each. */
@Singleton
class LineWork {

    private static final int MOST_AT_A_TIME = 50;

    /** That are not taken in one turn. */
    private static final int MOST_IN_A_ROW = 6;

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private static final int TOO_MANY_REQUESTS = 429;

    private final LineStore lines;
    private final WholeLineStore whole;
    private final Sender sender;
    private final Vault vault;
    private final Map<Endpoint.Kind, Writer> writers = new EnumMap<>(Endpoint.Kind.class);
    private final Instance<EventPull> events;
    private final ObjectMapper mapper;
    private final Duration patience;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    LineWork(
            LineStore lines,
            WholeLineStore whole,
            Sender sender,
            Vault vault,
            @All List<Writer> writers,
            Instance<EventPull> events,
            ObjectMapper mapper,
            WebhookConfig config,
            Clock clock) {
        this.lines = lines;
        this.whole = whole;
        this.sender = sender;
        this.vault = vault;
        writers.forEach(writer -> this.writers.put(writer.kind(), writer));
        this.events = events;
        this.mapper = mapper;
        this.patience = config.patience();
        this.clock = clock;
    }

    /** What goes on after an attempt. */
    private enum Next {
        /** The line as it is now. */
        LINE,
        /** The same, once all that waits is due. */
        RELEASED_LINE,
        /** What is behind the one that was not taken. */
        OTHERS,
        NOTHING
    }

    /**
     * An attempt that was made.
     *
     * @param failures how many different messages in a row were not taken before
     * @param behind whether another was not taken in this turn just before
     */
    private record Try(
            Handle handle,
            LineStore.Claim claim,
            Message message,
            int failures,
            boolean behind,
            Instant now,
            Duration took) {

        boolean wasDown() {
            return failures >= LineStore.DOWN;
        }

        /** The first of the line was taken after others were not, or anything after nothing was: the receiver is back. */
        boolean showsItIsBack() {
            return wasDown() || failures > 0 && !behind;
        }

        /** Gives how many were not taken by now. */
        int record(LineStore lines, Attempt attempt, LineStore.After after) {
            return lines.record(handle, claim, message, attempt, after, now, took);
        }
    }

    /** Sends what is due, for a while; then others have their turn. */
    void work(LineStore.Claim claim, BooleanSupplier stop) {
        try {
            if (claim.release() != null) {
                whole.release(claim, claim.release(), clock.instant());
            }
            Receiver receiver = receiver(claim);
            Message tried = null;
            int inARow = 0;
            for (int i = 0; i < MOST_AT_A_TIME && inARow < MOST_IN_A_ROW && !stop.getAsBoolean(); i++) {
                Optional<Message> message = lines.next(claim, tried, clock.instant());
                if (message.isEmpty()) {
                    break;
                }
                Next next = sendOne(claim, receiver, message.get(), tried != null);
                if (next == Next.NOTHING) {
                    break;
                }
                if (next == Next.RELEASED_LINE) {
                    whole.release(claim, "due", clock.instant());
                }
                tried = next == Next.OTHERS ? message.get() : null;
                inARow = next == Next.OTHERS ? inARow + 1 : 0;
            }
            lines.giveBack(claim);
        } catch (LineStore.Lost lost) {
            // Another replica goes on, or the endpoint was removed.
        }
    }

    private Receiver receiver(LineStore.Claim claim) {
        return new Receiver(
                claim.endpoint(),
                vault.open(claim.target()),
                open(claim.secret()),
                open(claim.previous()),
                open(claim.token()));
    }

    private @Nullable String open(byte @Nullable [] sealed) {
        return sealed == null ? null : vault.open(sealed);
    }

    private Next sendOne(LineStore.Claim claim, Receiver receiver, Message message, boolean behind) {
        Writer writer = Objects.requireNonNull(writers.get(claim.endpoint().kind()));
        long begun = System.nanoTime();
        Attempt attempt = sender.send(writer.write(receiver, message), clock.instant());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return lines.jdbi().inTransaction(handle -> {
            int failures = lines.failures(handle, claim);
            return settle(new Try(handle, claim, message, failures, behind, clock.instant(), took), attempt);
        });
    }

    private Next settle(Try made, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Taken ignored -> {
                int attempts = made.message().attempts() + 1;
                made.record(lines, attempt, new LineStore.After("delivered", attempts, made.now(), true, null));
                if (!made.showsItIsBack()) {
                    yield Next.LINE;
                }
                lines.release(made.handle(), made.claim());
                yield Next.RELEASED_LINE;
            }
            case Attempt.Gone ignored -> {
                made.record(lines, attempt, failed(made, null));
                giveUp(made, "gone");
                yield Next.NOTHING;
            }
            case Attempt.Later later -> later(made, later);
            case Attempt.NotTaken ignored -> notTaken(made, attempt);
            case Attempt.Unanswered ignored -> notTaken(made, attempt);
        };
    }

    private Next later(Try made, Attempt.Later later) {
        LineStore.After after = failed(made, made.now().plus(asked(made, later)));
        int failures = made.record(lines, later, after);
        if (impatient(made) || later.status() == TOO_MANY_REQUESTS) {
            return Next.NOTHING;
        }
        return failures < LineStore.DOWN && !made.message().due() ? Next.OTHERS : behind(made, after);
    }

    /** What the receiver wants, within reason. */
    private Duration asked(Try made, Attempt.Later later) {
        Duration told = later.after();
        Duration wait = told == null ? Ladder.after(Math.min(made.message().attempts() + 1, 2), random) : told;
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            return LONGEST_WAIT;
        }
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    private Next notTaken(Try made, Attempt attempt) {
        LineStore.After after = failed(made, null);
        int failures = made.record(lines, attempt, after);
        if (impatient(made)) {
            return Next.NOTHING;
        }
        if (failures < LineStore.DOWN) {
            return Next.OTHERS;
        }
        Instant latest = made.now().plus(LineStore.LOOKED_AFTER);
        boolean soon = after.state().equals("pending")
                && after.nextAt().isAfter(made.now())
                && after.nextAt().isBefore(latest);
        lines.pause(made.handle(), made.claim(), soon ? after.nextAt() : latest);
        return behind(made, after);
    }

    /**
     * Behind a suspect some others have their chance, in the same turn, so that a receiver that is back gets the first of all
     * first.
     */
    private static Next behind(Try made, LineStore.After after) {
        boolean suspect = after.attempts() >= LineStore.SUSPECT;
        return suspect || made.wasDown() && made.behind() ? Next.OTHERS : Next.NOTHING;
    }

    /** One step further on the ladder; a message that was sent before its turn keeps its step. */
    private LineStore.After failed(Try made, @Nullable Instant pausedUntil) {
        Message message = made.message();
        int attempts = message.due() ? message.attempts() + 1 : message.attempts();
        boolean ended = Ladder.ended(attempts, Duration.between(message.at(), made.now()));
        Instant next = message.due() ? made.now().plus(Ladder.after(attempts, random)) : message.nextAt();
        return new LineStore.After(ended ? "failed" : "pending", attempts, next, false, pausedUntil);
    }

    /** Gives up an endpoint that has failed for days. */
    private boolean impatient(Try made) {
        Instant since = lines.failingSince(made.handle(), made.claim());
        boolean enough = since != null && !since.plus(patience).isAfter(made.now());
        if (enough) {
            giveUp(made, "failing");
        }
        return enough;
    }

    private void giveUp(Try made, String reason) {
        Endpoint endpoint = made.claim().endpoint();
        if (!lines.disable(made.handle(), made.claim(), reason, made.now())) {
            return;
        }
        String data = mapper.createObjectNode()
                .put("endpoint_id", endpoint.id())
                .put("url", endpoint.shownUrl())
                .put("reason", reason)
                .toString();
        Event event = new Event(0, "", EventTypes.ENDPOINT_DISABLED, made.now(), null, data);
        String name = endpoint.tenant().value() + '/' + endpoint.id() + '/' + made.now();
        events.get().tell(made.handle(), endpoint.tenant(), name, event);
    }
}
