package dev.keizoku.gateway.crm.push;

import dev.keizoku.gateway.crm.profile.Profile;
import dev.keizoku.gateway.crm.profile.ScoreFeed.Place;
import dev.keizoku.gateway.crm.push.RecordStore.Due;
import dev.keizoku.gateway.crm.push.TurnStore.Turn;
import dev.keizoku.gateway.crm.push.connector.Connector;
import dev.keizoku.gateway.crm.push.connector.Jobs;
import dev.keizoku.gateway.crm.push.connector.Outcome;
import dev.keizoku.gateway.crm.push.connector.PushConfig;
import dev.keizoku.gateway.crm.push.connector.Sent;
import dev.keizoku.gateway.crm.push.connector.Target;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/** Works for one connection: writes down what changed, pushes what is due, and decides what becomes of each record. */
@Singleton
class PushWork {

    private static final Logger LOG = Logger.getLogger(PushWork.class);
    private static final int MOST_AT_A_TIME = 20;
    private static final String OURS = "internal";
    private static final Duration CREDENTIALS_WAIT = Duration.ofHours(1);

    private final TurnStore turns;
    private final AllRecordsStore all;
    private final RecordStore records;
    private final RunStore runs;
    private final JobWork jobs;
    private final Follow follow;
    private final Targets targets;
    private final PushConfig config;
    private final Clock clock;

    PushWork(
            TurnStore turns,
            AllRecordsStore all,
            RecordStore records,
            RunStore runs,
            JobWork jobs,
            Follow follow,
            Targets targets,
            PushConfig config,
            Clock clock) {
        this.turns = turns;
        this.all = all;
        this.records = records;
        this.runs = runs;
        this.jobs = jobs;
        this.follow = follow;
        this.targets = targets;
        this.config = config;
        this.clock = clock;
    }

    /** Does what there is to do, for a while; then others have their turn. */
    void work(Turn turn, BooleanSupplier stop) {
        try {
            if (turn.removed()) {
                all.remove(turn);
            } else {
                all.prepare(turn, now());
                pushAll(turn, stop);
                turns.jdbi().useTransaction(handle -> turns.over(handle, turn, OURS));
            }
        } catch (Targets.Sealed sealed) {
            rest(turn, new Sent.Later(null, "credentials_unreadable", "Tell the credentials again."), CREDENTIALS_WAIT);
        } catch (TurnStore.Lost lost) {
            // Another replica goes on, the connection was removed or points elsewhere, or the tenant is suspended.
        } catch (RuntimeException failure) {
            // It would be next again at once, and fail in the same way.
            rest(turn, new Sent.Later(null, OURS, "Something went wrong on our side."), Waits.step(turn.failures()));
            throw failure;
        } finally {
            turns.giveBack(turn);
        }
    }

    private void rest(Turn turn, Sent.Later why, Duration wait) {
        try {
            turns.jdbi().useTransaction(handle -> turns.failing(handle, turn, why, now().plus(wait), now()));
        } catch (TurnStore.Lost lost) {
            // It is another's to say how it fares.
        }
    }

    private void pushAll(Turn turn, BooleanSupplier stop) {
        Profile profile = follow.profile(turn.connection());
        if (turn.follows()) {
            follow(turn, profile, stop);
        }
        Target target = targets.of(turn.connection(), profile, turn.credentials());
        Connector connector = targets.connector(turn.connection());
        Optional<Jobs> way = connector.jobs();
        boolean more = way.isEmpty() || !jobs.underWay(turn, way.get(), target, stop);
        for (int i = 0; i < MOST_AT_A_TIME && more && !stop.getAsBoolean(); i++) {
            List<Due> due = records.due(turn.connection(), connector.batch(), clock.instant());
            if (due.isEmpty()) {
                turns.jdbi().useTransaction(handle -> runs.end(handle, turn.connection(), now()));
            }
            more = !due.isEmpty() && push(turn, connector, target, due);
        }
    }

    /** Position and records move in one transaction, page by page. */
    private void follow(Turn turn, Profile profile, BooleanSupplier stop) {
        String written = profile.toString() + Targets.idField(turn.connection(), profile);
        Place place = written.equals(turn.writtenAs()) ? turn.place() : Follow.BEGINNING;
        Instant next = now().plus(config.followEvery());
        try {
            boolean more = true;
            while (more && !stop.getAsBoolean()) {
                Follow.Rows rows = follow.after(turn.connection(), profile, place);
                turns.jdbi().useTransaction(handle -> {
                    turns.hold(handle, turn);
                    turns.move(handle, turn, rows.next(), written);
                    records.put(handle, turn.connection(), rows.payloads(), now());
                });
                place = rows.next();
                more = rows.hasMore();
            }
            turns.followAgain(turn, more ? now() : next);
        } catch (ProblemException away) {
            LOG.infof("the scores for %s wait: %s", turn.connection().id(), away.detail());
            turns.followAgain(turn, next);
        }
    }

    /**
     * Whether to go on. A batch that is refused for one of its records goes again in halves, until it is known which; so do
     * those of which the CRM did not say which became what.
     */
    private boolean push(Turn turn, Connector connector, Target target, List<Due> due) {
        RunStore.Run run = turns.jdbi().inTransaction(handle -> {
            turns.hold(handle, turn);
            records.sending(handle, turn.connection(), due);
            Optional<RunStore.Run> open = runs.open(turn.connection());
            return open.isPresent() ? open.get() : runs.begin(handle, turn.connection(), null, false, now());
        });
        Sent sent = connector.send(target, due.stream().map(Due::item).toList());
        return switch (sent) {
            case Sent.Told told -> {
                List<Due> named = new ArrayList<>();
                List<Outcome> outcomes = new ArrayList<>();
                List<Due> unnamed = new ArrayList<>();
                for (int place = 0; place < due.size(); place++) {
                    if (told.outcomes().get(place) instanceof Outcome.Unnamed && due.size() > 1) {
                        unnamed.add(due.get(place));
                    } else {
                        named.add(due.get(place));
                        outcomes.add(told.outcomes().get(place));
                    }
                }
                turns.jdbi().useTransaction(handle -> {
                    Instant now = now();
                    Duration rest = told.rest();
                    turns.healthy(handle, turn, rest == null ? null : now.plus(rest));
                    settle(turn, run, named, outcomes, handle);
                });
                yield told.rest() == null && (unnamed.isEmpty() || halves(turn, connector, target, unnamed));
            }
            case Sent.Spoiled(var code, var detail) -> {
                if (due.size() > 1) {
                    turns.jdbi().useTransaction(handle -> runs.count(handle, turn.connection(), run, List.of()));
                    yield halves(turn, connector, target, due);
                }
                turns.jdbi().useTransaction(handle -> {
                    turns.healthy(handle, turn, null);
                    settle(turn, run, due, List.of(new Outcome.Refused(code, detail)), handle);
                });
                yield true;
            }
            case Sent.Later later -> {
                turns.jdbi().useTransaction(handle -> {
                    Instant now = now();
                    turns.failing(handle, turn, later, now.plus(Waits.of(later, turn.failures())), now);
                    runs.count(handle, turn.connection(), run, List.of());
                });
                yield false;
            }
        };
    }

    private boolean halves(Turn turn, Connector connector, Target target, List<Due> due) {
        int half = due.size() / 2;
        return (half == 0 || push(turn, connector, target, due.subList(0, half)))
                && push(turn, connector, target, due.subList(half, due.size()));
    }

    private void settle(Turn turn, RunStore.Run run, List<Due> due, List<Outcome> outcomes, Handle handle) {
        Instant now = now();
        int attempts = due.stream().mapToInt(Due::attempts).max().orElse(0);
        records.settle(handle, turn.connection(), due, outcomes, now.plus(Waits.step(attempts)), now);
        runs.count(handle, turn.connection(), run, outcomes);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
