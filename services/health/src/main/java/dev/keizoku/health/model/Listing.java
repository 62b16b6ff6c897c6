package dev.keizoku.health.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.model.learn.ChurnModel;
import dev.keizoku.health.pull.FactStream;
import dev.keizoku.health.pull.StreamSlice;
import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.NdjsonReader;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Lists all accounts by their probability to leave, anew after each training and each run of scores. */
@ApplicationScoped
class Listing {

    private static final Logger LOG = Logger.getLogger(Listing.class);
    private static final int BATCH = 1_000;

    private final ListingStore store;
    private final TrainingStore trainings;
    private final PastScores scores;
    private final FactStream facts;
    private final ObjectMapper mapper;
    private final Jdbi bulk;
    private final Clock clock;

    Listing(
            ListingStore store,
            TrainingStore trainings,
            PastScores scores,
            FactStream facts,
            ObjectMapper mapper,
            @DataSource("bulk") Jdbi bulk,
            Clock clock) {
        this.store = store;
        this.trainings = trainings;
        this.scores = scores;
        this.facts = facts;
        this.mapper = mapper;
        this.bulk = bulk;
        this.clock = clock;
    }

    /** Writes the lists that are due. One that cannot be written stays as it is and due. */
    void writeDue() {
        for (ListingStore.Due due : store.due()) {
            try {
                write(due);
            } catch (UpstreamFailure | NdjsonReader.TruncatedStream failure) {
                LOG.warnf("The list of tenant %s waits: %s.", due.tenant().value(), failure.getMessage());
            } catch (RuntimeException failed) {
                LOG.errorf(failed, "The list of tenant %s failed.", due.tenant().value());
            }
        }
    }

    private void write(ListingStore.Due due) {
        String body = trainings
                .latest(due.tenant())
                .filter(done -> done.finishedAt().equals(due.trainedAt()))
                .map(TrainingStore.Done::model)
                .orElse(null);
        if (body == null) {
            return;
        }
        ChurnModel model = read(body);
        LocalDate day = scores.latestDay(due.tenant()).orElse(null);
        Instant now = clock.instant();
        StreamSlice slice = new StreamSlice(day == null ? LocalDate.EPOCH : day, now, null, null, null);
        try (ByAccount<Profile> profiles =
                new ByAccount<>(() -> facts.open(due.tenant(), slice, Profile.class), Profile::accountId)) {
            bulk.useTransaction(handle -> {
                if (store.take(handle, due.tenant())) {
                    List<ListingStore.Listed> rows = new ArrayList<>();
                    scores.eachLatest(handle, due.tenant(), latest -> {
                        Profile profile = profiles.of(latest.accountId());
                        if (profile != null && Withheld.of(profile) == null) {
                            rows.add(listed(model, latest, profile));
                        }
                        if (rows.size() == BATCH) {
                            store.add(handle, due.tenant(), rows);
                            rows.clear();
                        }
                    });
                    store.add(handle, due.tenant(), rows);
                    profiles.finish();
                    store.written(handle, due, day, now);
                }
            });
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }

    private static ListingStore.Listed listed(ChurnModel model, PastScores.Latest latest, Profile profile) {
        YearMonth next = YearMonth.from(latest.day()).plusMonths(1);
        double probability = model.probability(
                InputChoice.values(model.inputs(), latest.measures(), profile.clock(latest.day(), next)));
        return new ListingStore.Listed(
                latest.accountId(),
                latest.day(),
                latest.name(),
                profile.owner(),
                Rounded.number(probability),
                latest.score(),
                latest.band());
    }

    private ChurnModel read(String json) {
        try {
            return mapper.readValue(json, ChurnModel.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
