package dev.keizoku.usage.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.Caller;
import dev.keizoku.usage.event.EventJson;
import dev.keizoku.usage.event.Filling;
import dev.keizoku.usage.ingest.BodyBudget;
import dev.keizoku.usage.ingest.IdempotencyKey;
import dev.keizoku.usage.ingest.Ingest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of calls, long path or short. A key in one has let it in and goes no further. */
@Singleton
class Bodies {

    private static final String KEY = "writeKey";

    private final Calls calls;
    private final BodyBudget budget;
    private final Caller caller;

    Bodies(Calls calls, BodyBudget budget, Caller caller) {
        this.calls = calls;
        this.budget = budget;
        this.caller = caller;
    }

    /** What the SDKs expect. */
    record Success(boolean success) {}

    Success one(String kind, @Nullable String key, InputStream body) throws IOException {
        try (BodyBudget.Counted counted = budget.countTree(body)) {
            JsonNode message = withoutKey(EventJson.tree(counted));
            calls.takeOne(caller.tenant(), kind, message, new Filling(IdempotencyKey.of(key)), terms());
            return new Success(true);
        }
    }

    Success batch(@Nullable String key, InputStream body) throws IOException {
        try (BodyBudget.Counted counted = budget.countTree(body)) {
            JsonNode batch = withoutKey(EventJson.tree(counted));
            batch.path("batch").forEach(Bodies::withoutKey);
            calls.takeBatch(caller.tenant(), batch, new Filling(IdempotencyKey.of(key)), terms());
            return new Success(true);
        }
    }

    /** A message that is refused is kept and shown, and may be read by who has no key that writes. */
    private static JsonNode withoutKey(JsonNode sent) {
        if (sent instanceof ObjectNode object) {
            object.remove(KEY);
        }
        return sent;
    }

    private Ingest.Terms terms() {
        return new Ingest.Terms(false, caller.has("backfill"), false);
    }
}
