package dev.keizoku.gateway.webhook;

import dev.keizoku.gateway.turn.Dispatcher;
import dev.keizoku.gateway.webhook.LineStore.Claim;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Gives every endpoint that has something to do its turn. */
@Singleton
class DeliveryWorkers implements Dispatcher.Work<Claim> {

    private final LineStore lines;
    private final LineWork work;
    private final WholeLineStore whole;
    private final DeliveryStore store;
    private final WebhookConfig config;
    private final Clock clock;
    private final Dispatcher<Claim> dispatcher;

    DeliveryWorkers(
            LineStore lines,
            LineWork work,
            WholeLineStore whole,
            DeliveryStore store,
            WebhookConfig config,
            Clock clock) {
        this.lines = lines;
        this.work = work;
        this.whole = whole;
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.dispatcher = new Dispatcher<>("webhook", config.atOnce(), config.every(), this);
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
    public Optional<Claim> claim(boolean healthyOnly) {
        return lines.claim(clock.instant(), healthyOnly);
    }

    @Override
    public boolean failedLast(Claim claim) {
        return claim.endpoint().enabled() && claim.endpoint().failingSince() != null;
    }

    @Override
    public void work(Claim claim, BooleanSupplier stopping) {
        if (claim.endpoint().enabled()) {
            work.work(claim, stopping);
        } else {
            end(claim);
        }
    }

    private void end(Claim claim) {
        try {
            whole.end(claim, clock.instant());
        } catch (LineStore.Lost lost) {
            // Another replica goes on, or the endpoint was enabled.
        }
        lines.giveBack(claim);
    }

    @Override
    public void forgetOld() {
        store.forget(clock.instant().minus(config.kept()));
    }
}
