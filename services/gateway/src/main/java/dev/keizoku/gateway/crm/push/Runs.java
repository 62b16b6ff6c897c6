package dev.keizoku.gateway.crm.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.crm.profile.Profile;
import dev.keizoku.gateway.crm.profile.ScoreFeed.Place;
import dev.keizoku.gateway.crm.push.connector.Connector;
import dev.keizoku.gateway.crm.push.connector.Item;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Starts a run, or shows what one would send. */
@ApplicationScoped
class Runs {

    /** What a dry run reads in the time that somebody waits for it. */
    private static final int MOST_PAGES = 5;

    private final RecordStore records;
    private final RunStore runs;
    private final Follow follow;
    private final Targets targets;
    private final AuditTrail audit;
    private final ObjectMapper mapper;
    private final Jdbi jdbi;
    private final Clock clock;

    Runs(
            RecordStore records,
            RunStore runs,
            Follow follow,
            Targets targets,
            AuditTrail audit,
            ObjectMapper mapper,
            Jdbi jdbi,
            Clock clock) {
        this.records = records;
        this.runs = runs;
        this.follow = follow;
        this.targets = targets;
        this.audit = audit;
        this.mapper = mapper;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Has a connection look for changes now, and push them. */
    @Transactional
    RunStore.Run start(Connection connection, boolean retryFailed, String by) {
        if (!connection.active()) {
            throw new ProblemException(GatewayProblem.CONNECTION_PAUSED, "Set it active first, or ask for a dry run.");
        }
        Instant now = now();
        note(connection, false, retryFailed, now, by);
        return jdbi.withHandle(handle -> {
            if (retryFailed) {
                TurnStore.retryFailed(handle, connection);
            }
            TurnStore.followNow(handle, connection);
            return runs.begin(handle, connection, by, false, now);
        });
    }

    @Transactional
    RunStore.Run noteDryRun(Connection connection, String by) {
        Instant now = now();
        note(connection, true, false, now, by);
        return jdbi.withHandle(handle -> runs.begin(handle, connection, by, true, now));
    }

    /** What would go out now; sends nothing and keeps nothing. */
    Preview preview(Connection connection) {
        Profile profile = follow.profile(connection);
        Connector connector = targets.connector(connection);
        List<Preview.Fate> fates = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        Place place = Follow.BEGINNING;
        boolean more = true;
        for (int page = 0; page < MOST_PAGES && more; page++) {
            Follow.Rows rows = follow.after(connection, profile, place);
            Map<String, RecordStore.Known> known = records.known(
                    connection, rows.payloads().stream().map(Payload::accountId).toList());
            for (Payload payload : rows.payloads()) {
                Preview.Fate fate = Preview.Fate.of(payload, known.get(payload.accountId()));
                fates.add(fate);
                if (fate.isDue()) {
                    items.add(new Item(String.valueOf(payload.key()), payload.properties()));
                }
            }
            place = rows.next();
            more = rows.hasMore();
        }
        JsonNode first = items.isEmpty()
                ? null
                : connector.body(
                        targets.shown(connection, profile),
                        items.subList(0, Math.min(items.size(), connector.batch())));
        return Preview.of(fates, more, first);
    }

    private void note(Connection connection, boolean dryRun, boolean retryFailed, Instant now, String by) {
        audit.add(
                connection.tenant(),
                now,
                by,
                "crm_connection.run_requested",
                mapper.createObjectNode()
                        .put("connection_id", connection.id())
                        .put("dry_run", dryRun)
                        .put("retry_failed", retryFailed));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
