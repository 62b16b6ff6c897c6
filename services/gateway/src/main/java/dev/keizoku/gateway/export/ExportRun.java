package dev.keizoku.gateway.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.export.Export.Claim;
import dev.keizoku.gateway.export.file.Parts;
import dev.keizoku.gateway.export.file.Rows;
import dev.keizoku.gateway.export.file.Table;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Traces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Makes one export from beginning to end. What was begun and not finished is begun anew, of a later moment. */
@Singleton
class ExportRun {

    private static final Logger LOG = Logger.getLogger(ExportRun.class);
    private static final int ATTEMPTS = 5;
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final RowSource source;
    private final ExportWork work;
    private final ExportConfig config;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Traces traces;

    ExportRun(RowSource source, ExportWork work, ExportConfig config, ObjectMapper mapper, Clock clock, Traces traces) {
        this.source = source;
        this.work = work;
        this.config = config;
        this.mapper = mapper;
        this.clock = clock;
        this.traces = traces;
    }

    /** Why there is no file. */
    private static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLarge() {
            super("too large", null, false, false);
        }
    }

    /** The process stops; another goes on. */
    private static final class Stopping extends RuntimeException {

        private static final long serialVersionUID = 1;

        Stopping() {
            super("stopping", null, false, false);
        }
    }

    void work(Claim claim, BooleanSupplier goOn) {
        Export export = claim.export();
        try (Traces.Job job =
                traces.begin("export", export.tenant()).of("export", export.id().toString())) {
            write(claim, goOn);
        } catch (ExportWork.Lost other) {
            LOG.infof("export %s is another worker's by now", export.id());
        } catch (Stopping stopping) {
            work.later(claim, Duration.ZERO);
        } catch (TooLarge tooLarge) {
            fail(
                    claim,
                    problem(
                            CommonProblem.PAYLOAD_TOO_LARGE,
                            "The export would have more than "
                                    + config.largest().asLongValue() + " bytes. Narrow it by filters."));
        } catch (RowSource.Refused refused) {
            fail(claim, refused.problem());
        } catch (IOException broken) {
            String upstream = export.order().resource().upstream().contract();
            again(claim, broken, problem(CommonProblem.UNAVAILABLE, upstream + " could not be read from."));
        } catch (RuntimeException broken) {
            // With the database away nothing of this is written, and the lease runs out.
            again(claim, broken, problem(CommonProblem.INTERNAL, "Something went wrong here. Ask for it again."));
        }
    }

    private void again(Claim claim, Exception broken, ObjectNode inTheEnd) {
        LOG.warnf("export %s: %s", claim.export().id(), broken);
        if (claim.attempts() < ATTEMPTS) {
            work.later(claim, WAIT.multipliedBy(claim.attempts()));
        } else {
            fail(claim, inTheEnd);
        }
    }

    private void write(Claim claim, BooleanSupplier goOn) throws IOException, RowSource.Refused {
        ExportOrder order = claim.export().order();
        try (RowSource.Rows from = source.open(claim.export())) {
            Rows rows = rows(order, from);
            Progress progress = new Progress(claim);
            long largest = order.profile() == ExportOrder.Profile.SALESFORCE ? config.salesforcePart() : Long.MAX_VALUE;
            Parts parts = new Parts(rows, largest, order.compression() == ExportOrder.Compression.GZIP, progress::keep);
            for (byte[] row = from.next(); row != null; row = from.next()) {
                parts.write(row);
                progress.rows++;
                if (parts.written() > config.largest().asLongValue()) {
                    throw new TooLarge();
                }
                if (!goOn.getAsBoolean()) {
                    throw new Stopping();
                }
            }
            Instant now = clock.instant();
            work.done(claim, parts.finish(), rows.replaced(), now, now.plus(config.keep()));
        }
    }

    private Rows rows(ExportOrder order, RowSource.Rows from) {
        return switch (order.format()) {
            case NDJSON -> new Rows.Ndjson();
            case CSV -> {
                Table table = switch (order.profile()) {
                    case PLAIN -> new Table.Plain(from.columns());
                    case SALESFORCE -> new Table.Salesforce();
                };
                yield new Rows.Csv(table, order.encoding(), mapper);
            }
        };
    }

    /** Keeps pieces together with how many rows there are so far. */
    private final class Progress {

        private final Claim claim;
        private long rows;

        Progress(Claim claim) {
            this.claim = claim;
        }

        void keep(int part, int piece, byte[] bytes) {
            work.keep(claim, part, piece, bytes, rows);
        }
    }

    private void fail(Claim claim, JsonNode problem) {
        Instant now = clock.instant();
        ObjectNode told = mapper.createObjectNode();
        for (String field : new String[] {"type", "title", "status", "detail", "errors"}) {
            if (problem.has(field)) {
                told.set(field, problem.get(field));
            }
        }
        work.failed(claim, told, now, now.plus(config.keep()));
    }

    private ObjectNode problem(CommonProblem type, String detail) {
        return mapper.createObjectNode()
                .put("type", "/problems/" + type.slug())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", detail);
    }
}
