package dev.keizoku.health.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.model.learn.ChurnModel;
import dev.keizoku.health.model.learn.Folds;
import dev.keizoku.health.model.learn.Gates;
import dev.keizoku.health.model.learn.Input;
import dev.keizoku.health.model.learn.Observation;
import dev.keizoku.health.model.learn.Trained;
import dev.keizoku.health.model.learn.Training;
import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.NdjsonReader;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Works on trainings one after another: observes, learns, tries, and keeps the model with its card; then on the lists. */
@ApplicationScoped
class Trainings {

    private static final Logger LOG = Logger.getLogger(Trainings.class);

    private final TrainingStore store;
    private final Observations observations;
    private final ObservationStore observed;
    private final Listing listing;
    private final Tenants tenants;
    private final ModelConfig config;
    private final ObjectMapper mapper;
    private final Clock clock;
    /** How often somebody asked to look, since the thread that looks began; nought when none does. */
    private final AtomicInteger asked = new AtomicInteger();

    Trainings(
            TrainingStore store,
            Observations observations,
            ObservationStore observed,
            Listing listing,
            Tenants tenants,
            ModelConfig config,
            ObjectMapper mapper,
            Clock clock) {
        this.store = store;
        this.observations = observations;
        this.observed = observed;
        this.listing = listing;
        this.tenants = tenants;
        this.config = config;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Lets a thread look for trainings, unless one does already: they take memory and both cores as it is. */
    void wake() {
        if (asked.getAndIncrement() == 0) {
            Thread.ofPlatform().daemon().name("churn-training").start(this::workUntilIdle);
        }
    }

    private void workUntilIdle() {
        int answered;
        do {
            answered = asked.get();
            workWhileThereIsSome();
        } while (!asked.compareAndSet(answered, 0));
    }

    private void workWhileThereIsSome() {
        try {
            Optional<TrainingStore.Claim> claim = store.claim();
            while (claim.isPresent()) {
                work(claim.get());
                claim = store.claim();
            }
            listing.writeDue();
        } catch (RuntimeException failed) {
            LOG.warn("Looking for trainings and lists failed; the next poll tries again.", failed);
        }
    }

    private void work(TrainingStore.Claim claim) {
        try {
            train(claim);
        } catch (UpstreamFailure | NdjsonReader.TruncatedStream failure) {
            LOG.warnf("The training of tenant %s waits: %s.", claim.tenant().value(), failure.getMessage());
            store.postpone(claim);
        } catch (RuntimeException failed) {
            LOG.errorf(
                    failed, "The training of tenant %s failed.", claim.tenant().value());
            store.postpone(claim);
        }
    }

    private void train(TrainingStore.Claim claim) {
        TenantId tenant = claim.tenant();
        if (claim.rebuild()) {
            observed.forget(tenant);
        }
        observations.observe(tenants.get(tenant));
        Map<Outcome, Long> outcomes = observed.outcomes(tenant);
        long usable = outcomes.entrySet().stream()
                .filter(outcome -> outcome.getKey().counts())
                .mapToLong(Map.Entry::getValue)
                .sum();
        int oneIn = Math.toIntExact(Math.max(1, (usable + config.mostObservations() - 1) / config.mostObservations()));
        InputChoice choice = new InputChoice();
        observed.each(tenant, row -> choice.see(row.measures()));
        List<Input> inputs = choice.inputs();
        List<Observation> learned = new ArrayList<>();
        observed.each(tenant, row -> {
            if (Folds.of("sample:" + row.accountId(), oneIn) == 0) {
                learned.add(observation(inputs, row));
            }
        });
        Trained trained = Training.train(inputs, learned, Gates.DEFAULT);
        ModelCard card = ModelCard.of(trained, inputs, about(learned, outcomes, oneIn));
        ChurnModel model = trained.model();
        store.finish(claim, card.decision(), json(card), model == null ? null : json(model), clock.instant());
        LOG.infof("The churn model of tenant %s: %s.", tenant.value(), card.decision());
    }

    private static Observation observation(List<Input> inputs, ObservedRow row) {
        return new Observation(
                row.accountId(),
                row.observedOn(),
                row.month().plusMonths(1),
                InputChoice.values(inputs, row.measures(), row.clock()),
                row.outcome() == Outcome.LEFT,
                row.treated());
    }

    private static ModelCard.About about(List<Observation> learned, Map<Outcome, Long> outcomes, int oneIn) {
        @Nullable LocalDate first =
                learned.stream().map(Observation::on).min(LocalDate::compareTo).orElse(null);
        @Nullable LocalDate last =
                learned.stream().map(Observation::on).max(LocalDate::compareTo).orElse(null);
        return new ModelCard.About(first, last, outcomes, oneIn);
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
