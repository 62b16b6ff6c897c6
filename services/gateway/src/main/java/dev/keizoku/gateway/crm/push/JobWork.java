package dev.keizoku.gateway.crm.push;

import dev.keizoku.gateway.crm.push.JobStore.Job;
import dev.keizoku.gateway.crm.push.JobStore.Stage;
import dev.keizoku.gateway.crm.push.RecordStore.Due;
import dev.keizoku.gateway.crm.push.TurnStore.Turn;
import dev.keizoku.gateway.crm.push.connector.Item;
import dev.keizoku.gateway.crm.push.connector.JobStep;
import dev.keizoku.gateway.crm.push.connector.Jobs;
import dev.keizoku.gateway.crm.push.connector.Outcome;
import dev.keizoku.gateway.crm.push.connector.Sent;
import dev.keizoku.gateway.crm.push.connector.Target;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Pushes by a job of the CRM where so much waits that it is worth one. While there is one nothing goes beside it, so that
 * nothing older overtakes what is newer; and nobody waits for it here: the connection has its turn again when it is time to
 * look. Each stage is written down before what follows is asked for, so that whoever goes on repeats nothing.
 */
@Singleton
class JobWork {

    private final TurnStore turns;
    private final RecordStore records;
    private final RunStore runs;
    private final JobStore jobs;
    private final Clock clock;

    JobWork(TurnStore turns, RecordStore records, RunStore runs, JobStore jobs, Clock clock) {
        this.turns = turns;
        this.records = records;
        this.runs = runs;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Whether a job is under way. If not, what is due goes by batches. */
    boolean underWay(Turn turn, Jobs way, Target target, BooleanSupplier stop) {
        boolean more = true;
        while (more && !stop.getAsBoolean()) {
            Optional<Job> job = current(turn, target);
            boolean made = job.isPresent() && job.get().stage() != Stage.WANTED;
            if (!made && records.countDue(turn.connection(), way.from(), now()) < way.from()) {
                job.ifPresent(unmade -> remove(turn));
                return false;
            }
            more = job.isEmpty() ? begin(turn, target) : new Step(turn, run(turn), job.get(), way, target).take();
        }
        return true;
    }

    private Optional<Job> current(Turn turn, Target target) {
        Optional<Job> job = jobs.find(turn.connection());
        if (job.isPresent() && !job.get().target().equals(place(target))) {
            remove(turn);
            return Optional.empty();
        }
        return job;
    }

    private void remove(Turn turn) {
        turns.jdbi().useTransaction(handle -> {
            turns.hold(handle, turn);
            jobs.remove(handle, turn.connection());
        });
    }

    private static String place(Target target) {
        return target.address() + ' ' + target.objectType() + ' ' + target.idField();
    }

    private boolean begin(Turn turn, Target target) {
        turns.jdbi().useTransaction(handle -> {
            turns.hold(handle, turn);
            jobs.begin(handle, turn.connection(), place(target), now());
        });
        return true;
    }

    private RunStore.Run run(Turn turn) {
        return runs.open(turn.connection())
                .orElseGet(() -> turns.jdbi().inTransaction(handle -> {
                    turns.hold(handle, turn);
                    return runs.begin(handle, turn.connection(), null, false, now());
                }));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The next step of a job that is there. */
    private final class Step {

        private final Turn turn;
        private final Connection connection;
        private final RunStore.Run run;
        private final Job job;
        private final Jobs way;
        private final Target target;

        Step(Turn turn, RunStore.Run run, Job job, Jobs way, Target target) {
            this.turn = turn;
            this.connection = turn.connection();
            this.run = run;
            this.job = job;
            this.way = way;
            this.target = target;
        }

        /** Whether to go on at once. */
        boolean take() {
            turns.jdbi().useTransaction(handle -> turns.hold(handle, turn));
            String id = Objects.requireNonNullElse(job.id(), "");
            return switch (job.stage()) {
                case WANTED -> keep(way.open(target), Stage.OPEN);
                case OPEN -> upload(id);
                case UPLOADING -> keep(way.release(target, id), Stage.RELEASED);
                case RELEASED -> keep(way.look(target, id), Stage.RELEASED);
            };
        }

        /** Of records under one key the first goes; the next has to come after it. */
        private boolean upload(String id) {
            Map<String, Due> byKey = new LinkedHashMap<>();
            records.due(connection, way.most(), now())
                    .forEach(due -> byKey.putIfAbsent(due.item().key(), due));
            List<Due> due = List.copyOf(byKey.values());
            turns.jdbi().useTransaction(handle -> {
                turns.hold(handle, turn);
                if (due.isEmpty()) {
                    jobs.remove(handle, connection);
                } else {
                    records.sending(handle, connection, due);
                    jobs.uploading(handle, connection, due);
                }
            });
            List<Item> items = due.stream().map(Due::item).toList();
            return due.isEmpty() || keep(way.upload(target, id, items), Stage.UPLOADING);
        }

        private boolean keep(JobStep step, Stage reached) {
            return turns.jdbi().inTransaction(handle -> switch (step) {
                case JobStep.Opened(var id) -> {
                    turns.healthy(handle, turn, null);
                    jobs.opened(handle, connection, id);
                    runs.byJob(handle, connection, run, id);
                    runs.count(handle, connection, run, List.of());
                    yield true;
                }
                case JobStep.Done() -> {
                    boolean working = reached == Stage.RELEASED;
                    turns.healthy(handle, turn, working ? now().plus(Waits.look(0)) : null);
                    jobs.stage(handle, connection, reached);
                    runs.count(handle, connection, run, List.of());
                    yield !working;
                }
                case JobStep.Busy(var rest) -> {
                    Duration look = Waits.look(job.looks());
                    turns.healthy(handle, turn, now().plus(rest == null || rest.compareTo(look) < 0 ? look : rest));
                    jobs.looked(handle, connection);
                    runs.count(handle, connection, run, List.of());
                    yield false;
                }
                case JobStep.Ended ended -> settle(handle, ended);
                case JobStep.Lost(var code, var detail) ->
                    settle(handle, new JobStep.Ended(Map.of(), new Sent.Later(null, code, detail), null));
                case JobStep.Delayed(var later) -> {
                    turns.failing(handle, turn, later, now().plus(Waits.of(later, turn.failures())), now());
                    runs.count(handle, connection, run, List.of());
                    yield false;
                }
            });
        }

        /** What became of each record, and the end of the job, at once. One that failed is not made anew right away. */
        private boolean settle(Handle handle, JobStep.Ended ended) {
            Instant now = now();
            Sent.Later failure = ended.failure();
            Outcome untold =
                    failure == null ? new Outcome.Unnamed() : new Outcome.Again(failure.code(), failure.detail());
            List<Due> due = jobs.records(handle, connection);
            List<Outcome> outcomes = due.stream()
                    .map(each -> ended.outcomes().getOrDefault(each.item().key(), untold))
                    .toList();
            int attempts = due.stream().mapToInt(Due::attempts).max().orElse(0);
            if (failure == null) {
                turns.healthy(handle, turn, ended.rest() == null ? null : now.plus(ended.rest()));
            } else {
                int before = Math.max(attempts, turn.failures());
                turns.failing(handle, turn, failure, now.plus(Waits.of(failure, before)), now);
            }
            records.settle(handle, connection, due, outcomes, now.plus(Waits.step(attempts)), now);
            runs.count(handle, connection, run, outcomes);
            jobs.remove(handle, connection);
            return failure == null && ended.rest() == null;
        }
    }
}
