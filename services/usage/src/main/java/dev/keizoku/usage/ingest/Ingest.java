package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventHash;
import dev.keizoku.usage.event.UsageEvent;
import dev.keizoku.usage.rollup.BusinessDay;
import dev.keizoku.usage.tenant.EventPolicies;
import dev.keizoku.usage.tenant.TenantNumbers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes events in: what it answers for as accepted is durable and counted. */
@Singleton
public class Ingest {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final IngestConfig config;
    private final EventWriters writers;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final DryRun dryRun;
    private final Clock clock;

    Ingest(
            IngestConfig config,
            EventWriters writers,
            Tenants tenants,
            TenantNumbers numbers,
            DryRun dryRun,
            Clock clock) {
        this.config = config;
        this.writers = writers;
        this.tenants = tenants;
        this.numbers = numbers;
        this.dryRun = dryRun;
        this.clock = clock;
    }

    /**
     * How a caller wants its events taken.
     *
     * @param strict all of the events or none
     * @param anyAge also what is older than the late window
     * @param history as if each event had been received on its own day
     * @param dryRun judged, and nothing stored
     */
    public record Terms(boolean strict, boolean anyAge, boolean history, boolean dryRun) {

        public Terms(boolean strict, boolean anyAge, boolean history) {
            this(strict, anyAge, history, false);
        }
    }

    /**
     * What became of a request's events.
     *
     * @param outcomes one for each event, in the order sent
     * @param kept false when nothing was stored, because the terms were strict and not every event could be
     */
    public record Receipt(List<EventOutcome> outcomes, boolean kept) {

        public int count(Class<? extends EventOutcome> kind) {
            return (int) outcomes.stream().filter(kind::isInstance).count();
        }
    }

    /**
     * Stores and counts the events that are valid and new.
     *
     * @throws ProblemException 429 when the queue is full, and then nothing was stored; 503 when it is not known in time
     */
    public Receipt accept(TenantId tenant, List<Decoded> decoded, Terms terms) {
        Intake intake = intake(tenant, terms);
        List<Admission> admissions = decoded.stream().map(intake::admit).toList();
        List<StagedEvent> staged = new ArrayList<>(decoded.size());
        for (Admission admission : admissions) {
            if (admission instanceof Admission.Admitted admitted) {
                staged.add(admitted.event());
            }
        }
        boolean refused = terms.strict() && staged.size() < decoded.size();
        boolean kept = !refused && (staged.isEmpty() || write(staged, terms));
        return new Receipt(admissions.stream().map(Admission::outcome).toList(), kept);
    }

    private Intake intake(TenantId tenant, Terms terms) {
        return intake(tenants.get(tenant), terms);
    }

    /** What is needed to judge the events of one request. */
    Intake intake(TenantRecord tenant, Terms terms) {
        return new Intake(
                config,
                EventPolicies.of(tenant).lateWindowOr(config.lateWindow()),
                numbers.of(tenant.tenant()),
                tenant.zone(),
                terms,
                clock.instant(),
                new EventHash());
    }

    private boolean write(List<StagedEvent> staged, Terms terms) {
        Submission submission = new Submission(staged, terms.strict());
        if (terms.dryRun()) {
            dryRun.judge(staged);
            return !(submission.strict && submission.conflicts());
        }
        return write(submission);
    }

    private boolean write(Submission submission) {
        if (!writers.offer(submission)) {
            throw new ProblemException(
                            CommonProblem.TOO_MANY_REQUESTS,
                            "More events are waiting than can be written soon. Nothing of this request was stored.")
                    .retryAfter(SOON);
        }
        try {
            return submission.done.get(config.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new ProblemException(
                            CommonProblem.UNAVAILABLE,
                            submission.claim()
                                    ? "The events could not be written in time. Nothing of this request was stored."
                                    : "The events are not known to be stored yet. Send the request again unchanged.")
                    .retryAfter(SOON);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The events could not be written.", failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ProblemException(CommonProblem.UNAVAILABLE, "The service is stopping.").retryAfter(SOON);
        }
    }

    /** An event ready to be written, or why it is not. */
    sealed interface Admission {

        EventOutcome outcome();

        record Admitted(StagedEvent event) implements Admission {

            /** What the writer said; an event nobody wrote, in a strict request, would have been accepted. */
            @Override
            public EventOutcome outcome() {
                EventOutcome written = event.outcome;
                return written == null ? EventOutcome.ACCEPTED : written;
            }
        }

        record Refused(EventOutcome outcome) implements Admission {}
    }

    /** Judges events by their time and gives them their days. */
    record Intake(
            IngestConfig config,
            Duration lateWindow,
            int tenant,
            ZoneId zone,
            Terms terms,
            Instant now,
            EventHash hash) {

        Admission admit(Decoded decoded) {
            return switch (decoded) {
                case Decoded.Refused refused -> new Admission.Refused(new EventOutcome.Rejected(refused.errors()));
                case Decoded.Valid valid -> admit(valid.event());
            };
        }

        private Admission admit(UsageEvent event) {
            Instant time = event.time() == null ? now : event.time();
            if (time.isAfter(now.plus(config.futureWindow()))) {
                return outside("in_future", "Accepted is up to " + minutes() + " minutes ahead of our clock.");
            }
            if (!terms.anyAge() && time.isBefore(now.minus(lateWindow))) {
                return outside(
                        "too_old",
                        "Accepted are the last " + lateWindow.toDays()
                                + " days. Older events need the backfill scope or an import.");
            }
            LocalDate day = BusinessDay.of(time, zone);
            LocalDate receivedOn = terms.history() ? day : BusinessDay.of(now, zone);
            return new Admission.Admitted(new StagedEvent(tenant, event, now, day, receivedOn, hash));
        }

        private long minutes() {
            return config.futureWindow().toMinutes();
        }

        private static Admission outside(String code, String detail) {
            return new Admission.Refused(new EventOutcome.Rejected(List.of(new FieldError("/time", code, detail))));
        }
    }
}
