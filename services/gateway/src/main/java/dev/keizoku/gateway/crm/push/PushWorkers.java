package dev.keizoku.gateway.crm.push;

import dev.keizoku.gateway.crm.push.TurnStore.Turn;
import dev.keizoku.gateway.crm.push.connector.PushConfig;
import dev.keizoku.gateway.turn.Dispatcher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Gives every connection that has something to do its turn. */
@Singleton
class PushWorkers implements Dispatcher.Work<Turn> {

    private final TurnStore turns;
    private final PushWork work;
    private final RunStore runs;
    private final PushConfig config;
    private final Clock clock;
    private final Dispatcher<Turn> dispatcher;

    PushWorkers(TurnStore turns, PushWork work, RunStore runs, PushConfig config, Clock clock) {
        this.turns = turns;
        this.work = work;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
        this.dispatcher = new Dispatcher<>("crm-push", config.atOnce(), config.every(), this);
    }

    void start(@Observes StartupEvent event) {
        dispatcher.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        dispatcher.stop();
    }

    /** There is something to do. */
    void wake() {
        dispatcher.wake();
    }

    @Override
    public Optional<Turn> claim(boolean healthyOnly) {
        return turns.claim(clock.instant(), healthyOnly);
    }

    @Override
    public boolean failedLast(Turn turn) {
        return turn.failures() > 0;
    }

    @Override
    public void work(Turn turn, BooleanSupplier stopping) {
        work.work(turn, stopping);
    }

    @Override
    public void forgetOld() {
        runs.forget(clock.instant().minus(config.kept()));
    }
}
