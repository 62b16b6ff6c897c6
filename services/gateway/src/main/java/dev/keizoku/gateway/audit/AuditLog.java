package dev.keizoku.gateway.audit;

import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Questions.Asked;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.AuditEntry;
import dev.keizoku.kernel.AuditQuestion;
import dev.keizoku.kernel.AuditQuestion.Place;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the entries of the gateway and of the services that keep some into one list, the newest first. */
@Singleton
class AuditLog {

    private static final int OURS = 0;
    private static final String TRAIL = "/v1/audit-trail";
    /** Their places are part of cursors: a further one goes to the end. */
    private static final List<Keeper> KEEPERS = List.of(
            new Keeper(Upstream.USAGE, "/v1/audit-entries"),
            new Keeper(Upstream.SUBSCRIPTIONS, TRAIL),
            new Keeper(Upstream.USAGE, TRAIL),
            new Keeper(Upstream.METRICS, TRAIL),
            new Keeper(Upstream.HEALTH, TRAIL));

    private static final Duration SOON = Duration.ofSeconds(1);

    private final AuditTrail trail;
    private final Questions questions;

    AuditLog(AuditTrail trail, Questions questions) {
        this.trail = trail;
        this.questions = questions;
    }

    private record Keeper(Upstream service, String path) {}

    /** What is asked for; an empty list and a null bound leave nothing out. */
    record Question(
            List<String> actions,
            List<String> actors,
            @Nullable Instant from,
            @Nullable Instant to) {

        AuditQuestion before(@Nullable Place place, int limit) {
            return new AuditQuestion(place, from, to, actions, actors, limit);
        }
    }

    /** An entry, and whose it is. */
    record Placed(Position position, String service, AuditEntry entry) {}

    record Entries(List<AuditEntry> data) {}

    /**
     * The entries after a place, at most {@code limit}.
     *
     * @param after null for the beginning
     * @throws ProblemException 503 when a service that keeps entries does not answer
     */
    List<Placed> after(@Nullable Position after, Question question, int limit, Asking asking) {
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < KEEPERS.size(); i++) {
            asked.add(ask(KEEPERS.get(i), bound(after, i + 1), question, limit, asking));
        }
        List<Placed> entries = new ArrayList<>();
        place(entries, OURS, "gateway", trail.list(asking.tenant(), question.before(bound(after, OURS), limit)));
        for (int i = 0; i < KEEPERS.size(); i++) {
            Upstream service = KEEPERS.get(i).service();
            Entries theirs = asked.get(i).body(Entries.class).orElseThrow(() -> away(service));
            place(entries, i + 1, service.contract(), theirs.data());
        }
        entries.sort(Comparator.comparing(Placed::position));
        return entries.size() > limit ? entries.subList(0, limit) : entries;
    }

    private static void place(List<Placed> entries, int source, String service, List<AuditEntry> own) {
        own.forEach(entry -> entries.add(new Placed(new Position(entry.at(), source, entry.id()), service, entry)));
    }

    private static @Nullable Place bound(@Nullable Position after, int source) {
        return after == null ? null : after.boundOf(source);
    }

    private Asked ask(Keeper keeper, @Nullable Place bound, Question question, int limit, Asking asking) {
        StringBuilder uri = new StringBuilder(keeper.path()).append("?limit=").append(limit);
        add(uri, "before", bound == null ? null : bound.at() + "," + bound.id());
        add(uri, "from", question.from());
        add(uri, "to", question.to());
        question.actions().forEach(action -> add(uri, "action", action));
        question.actors().forEach(actor -> add(uri, "actor", actor));
        return questions.get(keeper.service(), uri.toString(), asking);
    }

    private static void add(StringBuilder uri, String name, @Nullable Object value) {
        if (value != null) {
            uri.append('&').append(name).append('=').append(UriText.of(value.toString()));
        }
    }

    static ProblemException away(Upstream keeper) {
        return new ProblemException(
                        CommonProblem.UNAVAILABLE,
                        "It is not whole while " + keeper.contract() + " does not answer. Try again.")
                .retryAfter(SOON);
    }
}
