package dev.keizoku.gateway.digest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.event.Event;
import dev.keizoku.gateway.event.EventStore;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Reply;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.webhook.DigestLines;
import dev.keizoku.gateway.webhook.Endpoint;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.jboss.logging.Logger;

/** Once a day, at the hour each endpoint wants it: what to do first, whose health changed, which renewals are near. */
@Singleton
class DigestJob {

    private static final Logger LOG = Logger.getLogger(DigestJob.class);
    private static final int FIRST_PLAYS = 10;
    private static final int MOST_EVENTS = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration DAY = Duration.ofDays(1);

    private final DigestLines lines;
    private final EventStore events;
    private final Questions questions;
    private final Tenants tenants;
    private final ObjectMapper mapper;
    private final Clock clock;

    DigestJob(
            DigestLines lines,
            EventStore events,
            Questions questions,
            Tenants tenants,
            ObjectMapper mapper,
            Clock clock) {
        this.lines = lines;
        this.events = events;
        this.questions = questions;
        this.tenants = tenants;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Scheduled(
            every = "${keizoku.digest.every:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void run() throws InterruptedException {
        for (TenantId tenant : lines.tenants()) {
            try {
                digest(tenant);
            } catch (IOException | RuntimeException failure) {
                LOG.infof("the digest of %s waits: %s", tenant.value(), failure);
            }
        }
    }

    private void digest(TenantId tenant) throws IOException, InterruptedException {
        Instant now = clock.instant();
        ZonedDateTime local = now.atZone(tenants.get(tenant).zone());
        List<Endpoint> due = lines.due(tenant, local.toLocalDate(), local.getHour());
        if (due.isEmpty()) {
            return;
        }
        ObjectNode data =
                mapper.createObjectNode().put("date", local.toLocalDate().toString());
        plays(data.putArray("work_queue"), queue(tenant));
        ArrayNode bands = data.putArray("bands");
        for (Event event : events.since(tenant, now.minus(DAY), "health.band_changed", MOST_EVENTS)) {
            JsonNode told = mapper.readTree(event.data());
            account(bands.addObject(), told)
                    .put("before", told.path("previous").path("band").asText())
                    .put("band", told.path("band").asText());
        }
        ArrayNode renewals = data.putArray("renewals");
        for (Event event : events.since(tenant, now.minus(DAY), "renewal.notice_due", MOST_EVENTS)) {
            JsonNode told = mapper.readTree(event.data());
            account(renewals.addObject(), told)
                    .put("notice_deadline", told.path("notice_deadline").asText());
        }
        due.forEach(endpoint -> lines.put(endpoint, local.toLocalDate(), data.toString(), now));
    }

    private static ObjectNode account(ObjectNode row, JsonNode told) {
        return row.put("account_id", told.path("account_id").asText())
                .put("name", told.path("name").asText(told.path("account_id").asText()));
    }

    private static void plays(ArrayNode rows, JsonNode queue) {
        for (JsonNode waiting : queue.path("data")) {
            JsonNode play = waiting.path("play");
            rows.addObject()
                    .put("account_id", play.path("account_id").asText())
                    .put(
                            "name",
                            play.path("account_name")
                                    .asText(play.path("account_id").asText()))
                    .put(
                            "playbook",
                            play.path("name").asText(play.path("playbook").asText()))
                    .put("due_on", play.path("first_action_due_on").asText());
        }
    }

    private JsonNode queue(TenantId tenant) throws IOException, InterruptedException {
        Question question = Question.get(Upstream.HEALTH, "/v1/work-queue?limit=" + FIRST_PLAYS);
        return switch (questions
                .ask(question, Asking.ofGateway(tenant, "health:read"), TIMEOUT)
                .await()) {
            case Reply.Success success -> success.body();
            case Reply.Refused refused -> throw new IOException("health answered " + refused.status());
            case Reply.Away away -> throw new IOException("health " + away.reason());
        };
    }
}
