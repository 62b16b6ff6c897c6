package dev.keizoku.usage.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.usage.Batches;
import dev.keizoku.usage.promise.Oracle.Judgement;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The protocols that events come over, and what the answers of each say. */
enum Form {
    STRUCTURED {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            return one(post(tenant, "/v1/events" + terms.query(), Batches.ONE, body(events.getFirst())));
        }
    },
    BINARY {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            Told event = events.getFirst();
            RequestSpecification request = request(tenant).contentType("application/json; charset=utf-8");
            event.cloudEvent().properties().forEach(attribute -> {
                if (attribute.getValue().isTextual()) {
                    request.header(
                            "ce-" + attribute.getKey(),
                            encoded(attribute.getValue().textValue()));
                }
            });
            return one(request.body(event.data(true).toString().getBytes(StandardCharsets.UTF_8))
                    .post("/v1/events" + terms.query()));
        }
    },
    BATCH {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            return many(post(tenant, "/v1/events" + terms.query(), Batches.BATCH, array(events)), events.size());
        }
    },
    PLAIN {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            return many(post(tenant, "/v1/events" + terms.query(), "application/json", array(events)), events.size());
        }
    },
    LINES {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            String lines = events.stream().map(Form::body).collect(Collectors.joining("\n"));
            return many(post(tenant, "/v1/events" + terms.query(), "application/x-ndjson", lines), events.size());
        }
    },
    TABLE {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            return many(post(tenant, "/v1/events" + terms.query(), "text/csv", table(events)), events.size());
        }
    },
    OPENMETER {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            Response answer = post(tenant, "/api/v1/events", Batches.BATCH, array(events));
            return answer.statusCode() == 204 ? all(Outcome.KEPT, events) : many(answer, events.size());
        }
    },
    LAGO {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            ArrayNode sent = Told.JSON.createArrayNode();
            for (Told event : events) {
                ObjectNode own = sent.addObject();
                Told.put(own, "transaction_id", event.id());
                Told.put(own, "external_subscription_id", event.account());
                Told.put(own, "code", event.type());
                if (event.time() != null) {
                    own.put("timestamp", event.time().getEpochSecond());
                }
                own.set("properties", event.data(true));
            }
            Response answer = post(tenant, "/api/v1/events/batch", "application/json", "{\"events\":" + sent + "}");
            if (answer.statusCode() == 422) {
                return refused(events.size());
            }
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            return all(Outcome.KEPT, events);
        }
    },
    SEGMENT {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            ArrayNode sent = Told.JSON.createArrayNode();
            for (Told event : events) {
                ObjectNode own = sent.addObject().put("type", "track");
                Told.put(own, "messageId", event.id());
                Told.put(own, "event", event.type());
                Told.put(own, "userId", event.user());
                Told.put(
                        own,
                        "timestamp",
                        event.time() == null ? "" : event.time().toString());
                own.set("properties", event.data(false));
                ObjectNode context = own.putObject("context");
                Told.put(context, "groupId", event.account());
                context.putObject("library").put("name", event.source());
            }
            Response answer = post(tenant, "/v1/batch", "application/json", "{\"batch\":" + sent + "}");
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            return all(Outcome.UNTOLD, events);
        }
    },
    IMPORT {
        @Override
        Judgement send(String tenant, List<Told> events, Terms terms) {
            Response taken = request(tenant)
                    .multiPart("file", "events.csv", table(events).getBytes(StandardCharsets.UTF_8), "text/csv")
                    .post("/v1/imports?kind=event");
            assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(202);
            String path = "/v1/imports/" + taken.jsonPath().getString("id");
            JsonPath done = Eventually.passes(Duration.ofMinutes(2), () -> {
                JsonPath state = request(tenant).get(path).jsonPath();
                assertThat(state.getString("status")).isEqualTo("done");
                return state;
            });
            List<Outcome> outcomes = new ArrayList<>(all(Outcome.KEPT, events).outcomes());
            for (Map<String, ?> row :
                    request(tenant).get(path + "/rejections").jsonPath().<Map<String, ?>>getList("data")) {
                boolean conflict = "conflict".equals(row.get("code"));
                outcomes.set(
                        ((Number) row.get("line")).intValue() - FIRST_ROW,
                        conflict ? Outcome.CONFLICT : Outcome.REJECTED);
            }
            assertThat(done.getInt("rows_accepted") + done.getInt("rows_unchanged"))
                    .as(done.prettify())
                    .isEqualTo(Collections.frequency(outcomes, Outcome.KEPT));
            return new Judgement(false, outcomes);
        }
    };

    static final String LAGO_SOURCE = "lago";

    private static final int FIRST_ROW = 2;
    private static final String COLUMNS = "source,id,type,account_id,user_id,feature,value,time,note\n";

    /** Sends the events and gives what the answer says of them. */
    abstract Judgement send(String tenant, List<Told> events, Terms terms);

    boolean isSingle() {
        return this == STRUCTURED || this == BINARY;
    }

    /** Whether it knows no other way than all or none. */
    boolean isStrict() {
        return this == LAGO;
    }

    boolean takesAnyAge() {
        return this == IMPORT;
    }

    boolean namesEventsByContent() {
        return this == PLAIN || this == LINES || this == TABLE;
    }

    boolean canSay(Told event) {
        return (this != LAGO || event.source().equals(LAGO_SOURCE))
                && (namesEventsByContent() || !event.id().isEmpty());
    }

    List<Terms> terms() {
        return switch (this) {
            case BATCH, PLAIN, LINES, TABLE -> List.of(Terms.EACH_BY_ITSELF, Terms.STRICT, Terms.DRY);
            case STRUCTURED, BINARY -> List.of(Terms.EACH_BY_ITSELF, Terms.DRY);
            case OPENMETER, LAGO, SEGMENT, IMPORT -> List.of(Terms.EACH_BY_ITSELF);
        };
    }

    private static RequestSpecification request(String tenant) {
        return Api.unchecked(tenant, "usage:write");
    }

    private static Response post(String tenant, String path, String type, String body) {
        return request(tenant)
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }

    private static Judgement all(Outcome outcome, List<Told> events) {
        return new Judgement(false, Collections.nCopies(events.size(), outcome));
    }

    private static Judgement refused(int events) {
        return new Judgement(true, Collections.nCopies(events, Outcome.UNTOLD));
    }

    private static Judgement one(Response answer) {
        boolean problem = answer.statusCode() == 400 || answer.statusCode() == 422;
        return problem ? new Judgement(false, List.of(Outcome.REJECTED)) : many(answer, 1);
    }

    private static Judgement many(Response answer, int events) {
        if (answer.statusCode() == 422) {
            assertThat(answer.asString()).contains("/problems/batch_refused");
            return refused(events);
        }
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        JsonPath told = answer.jsonPath();
        List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(events, Outcome.ACCEPTED));
        for (Map<String, ?> item : told.<Map<String, ?>>getList("outcomes")) {
            outcomes.set(
                    ((Number) item.get("index")).intValue(),
                    Outcome.valueOf(item.get("outcome").toString().toUpperCase(java.util.Locale.ROOT)));
        }
        for (Outcome outcome : List.of(Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.CONFLICT, Outcome.REJECTED)) {
            assertThat(told.getInt(outcome.name().toLowerCase(java.util.Locale.ROOT)))
                    .as("%s in %s", outcome, answer.asString())
                    .isEqualTo(Collections.frequency(outcomes, outcome));
        }
        return new Judgement(false, outcomes);
    }

    private static String body(Told event) {
        return event.cloudEvent().toString();
    }

    private static String array(List<Told> events) {
        return events.stream().map(Form::body).toList().toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String table(List<Told> events) {
        StringBuilder table = new StringBuilder(COLUMNS);
        for (Told event : events) {
            List<String> row = List.of(
                    event.source(),
                    event.id(),
                    event.type(),
                    event.account(),
                    event.user(),
                    event.feature(),
                    event.value(),
                    event.time() == null ? "" : event.time().toString(),
                    event.note());
            table.append(row.stream()
                            .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return table.toString();
    }
}
