package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Subscriptions that another system tells of, anew and as a whole, whenever it tells more.
 *
 * <p>What it tells of a subscription takes the place of all it told before. What did not change stays as it was recorded;
 * what others asked of the subscription stays too.
 */
@Singleton
public class Retold {

    private static final Comparator<ChangeRequest> ORDER =
            Comparator.comparing(ChangeRequest::effectiveAt).thenComparing(ChangeRequest::kind);

    private final Subscriptions subscriptions;
    private final RemovalStore removals;
    private final Event<SubscriptionGone> gone;

    Retold(Subscriptions subscriptions, RemovalStore removals, Event<SubscriptionGone> gone) {
        this.subscriptions = subscriptions;
        this.removals = removals;
        this.gone = gone;
    }

    /**
     * How stories are taken. Accounts and plans they name are made where they are missing.
     *
     * @param history whether changes count as known at their own time
     */
    public record Mode(boolean history, ZoneId zone) {}

    /**
     * Makes the changes of a source just those of its stories, inside the caller's transaction.
     *
     * @param source begins the ids of all changes that system tells of, and of no others
     * @param stories by subscription; an empty one takes all the source told out
     * @return what became of each story: all of it was taken, or nothing changed
     */
    public Map<String, Outcome> replace(
            Handle handle, TenantId tenant, String source, Map<String, List<ChangeRequest>> stories, Mode mode) {
        Instant now = subscriptions.now();
        Map<String, List<ChangeRequest>> resolved = resolved(handle, tenant, stories);
        Recording recording =
                subscriptions.recording(handle, tenant, new Recording.Mode(mode.history(), true, mode.zone()));
        recording.prepare(resolved.values().stream().flatMap(List::stream).toList(), resolved.keySet());
        Map<String, Outcome> outcomes = new HashMap<>();
        resolved.forEach((id, story) -> outcomes.put(id, recording.retell(id, source, story)));
        recording.emptied().forEach(id -> gone.fire(new SubscriptionGone(handle, tenant, id, now)));
        recording
                .taken()
                .forEach((id, changes) ->
                        removals.take(handle, tenant, recording.subscription(id), changes, source, now));
        recording.finish();
        return outcomes;
    }

    private Map<String, List<ChangeRequest>> resolved(
            Handle handle, TenantId tenant, Map<String, List<ChangeRequest>> stories) {
        List<String> ids = List.copyOf(stories.keySet());
        List<List<ChangeRequest>> groups = subscriptions.survivors(
                handle,
                tenant,
                stories.values().stream()
                        .map(story -> story.stream().sorted(ORDER).toList())
                        .toList());
        Map<String, List<ChangeRequest>> resolved = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            resolved.put(ids.get(i), groups.get(i));
        }
        return resolved;
    }
}
