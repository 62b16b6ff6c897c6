package dev.keizoku.gateway.crm.push.connector;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import dev.keizoku.gateway.crm.push.connector.CrmCalls.Reply;
import dev.keizoku.gateway.crm.push.connector.SalesforceCalls.Answered;
import dev.keizoku.gateway.crm.push.connector.SalesforceCalls.Request;
import dev.keizoku.gateway.crm.push.connector.SalesforceCalls.Unanswered;
import dev.keizoku.gateway.upstream.UriText;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Salesforce by ingest jobs of its Bulk API 2.0: made, given its records as CSV, released, looked at until it is over, and
 * asked for its three files of results. A job takes its records once. One that was never released does nothing, so that
 * one of which we did not get to know the name does no harm.
 *
 * @see <a href="https://developer.salesforce.com/docs/platform/api-asynch/guide/bulk-api-2-0-ingest.html">ingest</a>
 */
@Singleton
class SalesforceJobs implements Jobs {

    /** What Salesforce takes up at once of a job; far below the 100 MB a file may have. */
    private static final int MOST = 10_000;

    private static final String JOBS = "/jobs/ingest";
    private static final String COMPLETE = "JobComplete";
    private static final String ACCEPTED = "successfulResults";
    private static final String FAULTS = "failedResults";
    private static final String UNTOUCHED = "unprocessedrecords";

    /** A fault is {@code CODE:message:fields --}. */
    private static final Pattern FAULT = Pattern.compile("([A-Z][A-Z0-9_]*):(.*?)(?::[^:]*--)?", Pattern.DOTALL);

    private final SalesforceCalls calls;
    private final int from;

    SalesforceJobs(SalesforceCalls calls, PushConfig config) {
        this.calls = calls;
        this.from = Math.max(1, config.jobFrom());
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public JobStep open(Target target) {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("object", target.objectType())
                .put("operation", target.idField() == null ? "update" : "upsert")
                .put("contentType", "CSV")
                .put("columnDelimiter", "COMMA")
                .put("lineEnding", "LF");
        if (target.idField() != null) {
            wish.put("externalIdFieldName", target.idField());
        }
        return switch (calls.ask(target, Request.json(HttpMethod.POST, JOBS, wish.toString()))) {
            case Unanswered(var later) -> new JobStep.Delayed(later);
            case Answered(var reply) -> {
                String id = reply.body().path("id").textValue();
                if (reply.successful() && id != null) {
                    yield new JobStep.Opened(id);
                }
                Sent.Later later = SalesforceCalls.later(reply);
                boolean settings = reply.status() == 400 && later.after() == null;
                yield new JobStep.Delayed(
                        settings
                                ? new Sent.Later(SalesforceCalls.NEXT_LOOK_AT_DAY, later.code(), later.detail())
                                : later);
            }
        };
    }

    @Override
    public JobStep upload(Target target, String job, List<Item> items) {
        String file = JobFile.of(keyField(target), items);
        Request request = new Request(HttpMethod.PUT, path(job) + "/batches", "text/csv; charset=UTF-8", file, false);
        return switch (calls.ask(target, request)) {
            case Unanswered(var later) -> new JobStep.Delayed(later);
            case Answered(var reply) -> reply.successful() ? new JobStep.Done() : refused(target, job, reply);
        };
    }

    /** Whether an earlier call did it already is seen where it stands. */
    @Override
    public JobStep release(Target target, String job) {
        return switch (calls.ask(target, state(job, "UploadComplete"))) {
            case Unanswered(var later) -> new JobStep.Delayed(later);
            case Answered(var reply) -> {
                if (reply.successful()) {
                    yield new JobStep.Done();
                }
                yield switch (calls.ask(target, Request.json(HttpMethod.GET, path(job), null))) {
                    case Answered(var seen) when seen.successful() && !isOpen(seen) -> new JobStep.Done();
                    case Answered(var seen) -> refused(target, job, seen.successful() ? reply : seen);
                    case Unanswered(var later) -> new JobStep.Delayed(later);
                };
            }
        };
    }

    @Override
    public JobStep look(Target target, String job) {
        return switch (calls.ask(target, Request.json(HttpMethod.GET, path(job), null))) {
            case Unanswered(var later) -> new JobStep.Delayed(later);
            case Answered(var reply) -> {
                if (!reply.successful()) {
                    yield refused(target, job, reply);
                }
                yield switch (reply.body().path("state").asText()) {
                    case COMPLETE -> ended(target, job, null, Stream.of(FAULTS, ACCEPTED));
                    case "Failed" ->
                        ended(target, job, failure("JOB_FAILED", reply), Stream.of(UNTOUCHED, FAULTS, ACCEPTED));
                    case "Aborted" ->
                        ended(target, job, failure("JOB_ABORTED", reply), Stream.of(UNTOUCHED, FAULTS, ACCEPTED));
                    case "Open" ->
                        switch (release(target, job)) {
                            case JobStep.Done() -> new JobStep.Busy(rest(reply));
                            case JobStep other -> other;
                        };
                    default -> new JobStep.Busy(rest(reply));
                };
            }
        };
    }

    /** What may pass is waited for; a job that will not have it is given up. */
    private JobStep refused(Target target, String job, Reply reply) {
        String code = SalesforceCalls.code(reply);
        return switch (reply.status()) {
            case 404 -> new JobStep.Lost(code, SalesforceCalls.message(reply));
            case 400, 409, 413 -> {
                calls.ask(target, state(job, "Aborted"));
                yield new JobStep.Lost(code, SalesforceCalls.message(reply));
            }
            default -> new JobStep.Delayed(SalesforceCalls.later(reply));
        };
    }

    private JobStep ended(Target target, String job, Sent.@Nullable Later failure, Stream<String> files) {
        Map<String, Outcome> told = new HashMap<>();
        Duration rest = null;
        for (String file : files.toList()) {
            Request request = new Request(HttpMethod.GET, path(job) + "/" + file, "", null, true);
            switch (calls.ask(target, request)) {
                case Unanswered(var later) -> {
                    return new JobStep.Delayed(later);
                }
                case Answered(var reply) -> {
                    boolean none = failure != null && (reply.status() == 400 || reply.status() == 404);
                    if (none) {
                        continue;
                    }
                    if (!reply.successful()) {
                        return new JobStep.Delayed(SalesforceCalls.later(reply));
                    }
                    try {
                        JobFile.results(keyField(target), reply.text())
                                .forEach(each -> told.put(each.key(), outcome(file, each, failure)));
                    } catch (CsvParseException unreadable) {
                        return new JobStep.Delayed(
                                new Sent.Later(null, "unreadable_results", "The results are no CSV."));
                    }
                    rest = SalesforceCalls.rest(reply);
                }
            }
        }
        return new JobStep.Ended(told, failure, rest);
    }

    private static Outcome outcome(String file, JobFile.Told told, Sent.@Nullable Later failure) {
        return switch (file) {
            case ACCEPTED -> new Outcome.Accepted(told.id().isEmpty() ? null : told.id());
            case UNTOUCHED -> new Outcome.Again("unprocessed", failure == null ? "" : failure.detail());
            default -> {
                Matcher fault = FAULT.matcher(told.error());
                yield fault.matches()
                        ? SalesforceCalls.fault(fault.group(1), fault.group(2))
                        : SalesforceCalls.fault("UNKNOWN_EXCEPTION", told.error());
            }
        };
    }

    private static Sent.Later failure(String code, Reply reply) {
        String message = reply.body().path("errorMessage").asText("Salesforce ended the job.");
        return new Sent.Later(reply.retryAfter(), code, CrmCalls.beginning(message));
    }

    private static boolean isOpen(Reply reply) {
        return reply.body().path("state").asText().equals("Open");
    }

    private static @Nullable Duration rest(Reply reply) {
        Duration rest = SalesforceCalls.rest(reply);
        return rest == null ? reply.retryAfter() : rest;
    }

    private static Request state(String job, String state) {
        return Request.json(HttpMethod.PATCH, path(job), "{\"state\":\"" + state + "\"}");
    }

    private static String path(String job) {
        return JOBS + "/" + UriText.of(job);
    }

    private static String keyField(Target target) {
        return Objects.requireNonNullElse(target.idField(), "Id");
    }
}
