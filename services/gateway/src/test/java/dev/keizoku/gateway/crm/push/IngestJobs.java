package dev.keizoku.gateway.crm.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ingest jobs of Salesforce's Bulk API 2.0, by developer.salesforce.com, Bulk API 2.0 Developer Guide: create a job, upload
 * job data, upload complete, abort, get information, get successful, failed and unprocessed record results. The first look
 * finds a job in progress, the next finds it ended; rows come back in another order than they were sent.
 */
final class IngestJobs {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH =
            Pattern.compile("/services/data/v62\\.0/jobs/ingest(?:/(750\\d+)(?:/(\\w+))?)?");

    private final List<Job> made = new CopyOnWriteArrayList<>();
    private final List<Supplier<ResponseDefinitionBuilder>> first = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> interruption = new AtomicReference<>(() -> {});
    private final Map<String, JsonNode> records;
    private final Set<String> refused;
    private volatile String interrupted = "";
    private volatile String failure = "";

    IngestJobs(Map<String, JsonNode> records, Set<String> refused) {
        this.records = records;
        this.refused = refused;
    }

    /** A job, and what was done with it. */
    static final class Job {
        final String id;
        final JsonNode wish;
        final List<String> files = new CopyOnWriteArrayList<>();
        volatile String state = "Open";
        volatile String failure = "";

        Job(String id, JsonNode wish) {
            this.id = id;
            this.wish = wish;
        }

        String keyField() {
            return wish.path("externalIdFieldName").asText("Id");
        }

        List<NamedCsvRecord> rows() {
            return files.isEmpty()
                    ? List.of()
                    : CsvReader.builder().ofNamedCsvRecord(files.getFirst()).stream()
                            .toList();
        }
    }

    static boolean areAskedFor(String url) {
        return url.contains("/jobs/ingest");
    }

    /** In the order they were made. */
    List<Job> made() {
        return made;
    }

    List<Job> withRecords() {
        return made.stream().filter(job -> !job.files.isEmpty()).toList();
    }

    /** Fails the next job as soon as it is looked at, without a look at its records. */
    void fail(String message) {
        failure = message;
    }

    /** Answers the next request so, and does nothing. */
    void next(Supplier<ResponseDefinitionBuilder> answer) {
        first.add(answer);
    }

    /** Does what is asked for next by this method, or of this file, and does something else before it answers. */
    void interrupt(String act, Runnable before) {
        interruption.set(before);
        interrupted = act;
    }

    ResponseDefinitionBuilder answer(Request request) {
        if (!first.isEmpty()) {
            return first.removeFirst().get();
        }
        Matcher path = PATH.matcher(request.getUrl());
        if (!path.matches()) {
            return StandIn.answer(
                    404, "[{\"errorCode\": \"NOT_FOUND\", \"message\": \"The resource does not exist\"}]");
        }
        String method = request.getMethod().getName();
        ResponseDefinitionBuilder answer = path.group(1) == null
                ? make(read(request.getBodyAsString()))
                : made.stream()
                        .filter(job -> job.id.equals(path.group(1)))
                        .findFirst()
                        .map(job -> answer(job, method, path.group(2), request.getBodyAsString()))
                        .orElseThrow();
        String act = path.group(2) == null ? method : path.group(2);
        if (act.equals(interrupted)) {
            interrupted = "";
            interruption.get().run();
        }
        return answer;
    }

    private ResponseDefinitionBuilder make(JsonNode wish) {
        Job job = new Job("750" + made.size(), wish);
        made.add(job);
        return info(job);
    }

    private ResponseDefinitionBuilder answer(Job job, String method, String part, String body) {
        if (part == null) {
            return method.equals("PATCH") ? moved(job, read(body).path("state").asText()) : looked(job);
        }
        return switch (part) {
            case "batches" -> taken(job, body);
            case "successfulResults" -> results(job, "\"sf__Id\",\"sf__Created\",", row -> told(job, row, false));
            case "failedResults" -> results(job, "\"sf__Id\",\"sf__Error\",", row -> told(job, row, true));
            case "unprocessedrecords" -> results(job, "", row -> job.state.equals("JobComplete") ? null : "");
            default -> throw new IllegalArgumentException(part);
        };
    }

    private ResponseDefinitionBuilder taken(Job job, String file) {
        if (!job.state.equals("Open") || !job.files.isEmpty()) {
            return StandIn.answer(400, "[{\"errorCode\": \"INVALIDJOBSTATE\", \"message\": \"Only one file a job\"}]");
        }
        job.files.add(file);
        return StandIn.answer(201, "");
    }

    private ResponseDefinitionBuilder moved(Job job, String state) {
        if (!job.state.equals("Open")) {
            return StandIn.answer(400, "[{\"errorCode\": \"INVALIDJOBSTATE\", \"message\": \"Invalid job state\"}]");
        }
        job.state = state;
        return info(job);
    }

    private ResponseDefinitionBuilder looked(Job job) {
        if (job.state.equals("UploadComplete") && !failure.isEmpty()) {
            job.failure = failure;
            job.state = "Failed";
            failure = "";
        } else if (job.state.equals("UploadComplete")) {
            job.state = "InProgress";
        } else if (job.state.equals("InProgress")) {
            job.rows().stream()
                    .filter(row -> !refused.contains(row.getField(job.keyField())))
                    .forEach(row -> records.put(row.getField(job.keyField()), JSON.valueToTree(row.getFieldsAsMap())));
            job.state = "JobComplete";
        }
        return info(job);
    }

    private static ResponseDefinitionBuilder info(Job job) {
        ObjectNode info = ((ObjectNode) job.wish.deepCopy())
                .put("id", job.id)
                .put("state", job.state)
                .put("apiVersion", 62.0)
                .put("contentUrl", "services/data/v62.0/jobs/ingest/" + job.id + "/batches");
        if (!job.failure.isEmpty()) {
            info.put("errorMessage", job.failure);
        }
        return StandIn.answer(200, info.toString());
    }

    /** What precedes a row in a file of results; null where it is not in it. */
    private interface Told {
        String of(NamedCsvRecord row);
    }

    private String told(Job job, NamedCsvRecord row, boolean fault) {
        String key = row.getField(job.keyField());
        if (!job.state.equals("JobComplete") || refused.contains(key) != fault) {
            return null;
        }
        return fault
                ? "\"\",\"FIELD_CUSTOM_VALIDATION_EXCEPTION:The account is locked.:--\","
                : "\"001" + key + "\",\"true\",";
    }

    private static ResponseDefinitionBuilder results(Job job, String head, Told told) {
        List<NamedCsvRecord> rows = new CopyOnWriteArrayList<>(job.rows());
        Collections.reverse(rows);
        StringBuilder file = new StringBuilder(head + "\"" + job.keyField() + "\"\n");
        for (NamedCsvRecord row : rows) {
            String before = told.of(row);
            if (before != null) {
                file.append(before)
                        .append('"')
                        .append(row.getField(job.keyField()))
                        .append("\"\n");
            }
        }
        return StandIn.answer(200, file.toString()).withHeader("Content-Type", "text/csv");
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
