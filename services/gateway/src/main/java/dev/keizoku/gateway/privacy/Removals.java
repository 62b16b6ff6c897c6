package dev.keizoku.gateway.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.gateway.privacy.Holders.Reply;
import dev.keizoku.gateway.privacy.Person.ContactRef;
import dev.keizoku.gateway.privacy.RemovalStore.Removal;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Removes a person's data from every service that keeps some: at once from those that answer, and again in the background
 * until each has. The services find nothing the second time, so it does no harm when two do the same.
 */
@ApplicationScoped
public class Removals {

    private static final Logger LOG = Logger.getLogger(Removals.class);
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final int MOST_AT_ONCE = 20;

    private final RemovalStore store;
    private final Holders holders;
    private final AuditTrail audit;
    private final Clock clock;
    private final Duration pause;

    Removals(
            RemovalStore store,
            Holders holders,
            AuditTrail audit,
            Clock clock,
            @ConfigProperty(name = "keizoku.privacy.retry-every") Duration pause) {
        this.store = store;
        this.holders = holders;
        this.audit = audit;
        this.clock = clock;
        this.pause = pause;
    }

    /** Removes what can be removed now; the receipt says what is still to be done. */
    Receipt remove(TenantId tenant, String actor, Person person) {
        Removal removal = new Removal(tenant, UUID.randomUUID(), actor, person);
        List<Upstream> services = person.userIds().isEmpty()
                ? List.of(Upstream.SUBSCRIPTIONS)
                : List.of(Upstream.SUBSCRIPTIONS, Upstream.USAGE, Upstream.HEALTH);
        QuarkusTransaction.joiningExisting().run(() -> {
            store.add(removal, services, clock.instant().truncatedTo(ChronoUnit.MICROS), HOLD);
            audit.add(
                    tenant,
                    clock.instant(),
                    actor,
                    "personal_data.removal_requested",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("receipt_id", removal.receipt().toString()));
        });
        tryOut(removal);
        return receipt(tenant, removal.receipt());
    }

    /**
     * A receipt.
     *
     * @throws ProblemException 404 when there is none of that id
     */
    Receipt receipt(TenantId tenant, UUID id) {
        return store.find(tenant, id).orElseThrow(() -> ProblemException.notFound("receipt"));
    }

    /** Goes on with what a service that was away, or a stopped process, has left. */
    @Scheduled(
            every = "{keizoku.privacy.retry-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void goOn() {
        store.claim(HOLD, MOST_AT_ONCE).forEach(this::tryOut);
    }

    /** One that cannot be done is tried again when its hold is over, and holds up no other. */
    private void tryOut(Removal removal) {
        try {
            work(removal);
        } catch (RuntimeException failure) {
            LOG.warnf("the removal %s is tried again: %s", removal.receipt(), failure);
        }
    }

    private void work(Removal removal) {
        Person person = withAllIds(removal);
        for (Upstream service : store.open(removal)) {
            // Usage forgets which ids are one user, so it comes when they are known, and only then is anybody done.
            if (service != Upstream.USAGE || person.idsKnown()) {
                SortedMap<String, Long> counts = new TreeMap<>();
                boolean finished = remove(removal, person, service, counts) && person.idsKnown();
                store.removed(
                        removal, service, counts, finished ? clock.instant().truncatedTo(ChronoUnit.MICROS) : null);
            }
        }
        if (!store.finish(removal, clock.instant().truncatedTo(ChronoUnit.MICROS))) {
            store.release(removal, pause);
        }
    }

    private Person withAllIds(Removal removal) {
        Person person = removal.person();
        if (person.idsKnown()) {
            return person;
        }
        SortedSet<String> ids = new TreeSet<>(person.userIds());
        String uri = "/v1/usage-users/" + UriText.of(person.userIds().getFirst());
        switch (holders.get(Upstream.USAGE, uri, asking(removal))) {
            case Reply.Away away -> {
                return person;
            }
            case Reply.Told told -> told.body().path("ids").forEach(id -> ids.add(id.asText()));
            case Reply.Nothing nothing -> {}
        }
        store.know(removal, ids);
        return new Person(ids, true, person.contact());
    }

    /** Whether the service has nothing of the person any more. */
    private boolean remove(Removal removal, Person person, Upstream service, SortedMap<String, Long> counts) {
        return switch (service) {
            case USAGE ->
                delete(removal, service, "/v1/users/", person.userIds().getFirst(), counts);
            case HEALTH -> deleteEach(removal, service, "/v1/touchpoint-users/", person.userIds(), counts);
            case SUBSCRIPTIONS ->
                deleteEach(removal, service, "/v1/contact-users/", person.userIds(), counts)
                        && deleteContact(removal, person.contact(), counts);
            case METRICS -> true;
        };
    }

    private boolean deleteEach(
            Removal removal, Upstream service, String path, SortedSet<String> ids, SortedMap<String, Long> counts) {
        for (String id : ids) {
            if (!delete(removal, service, path, id, counts)) {
                return false;
            }
        }
        return true;
    }

    private boolean delete(Removal removal, Upstream service, String path, String id, SortedMap<String, Long> counts) {
        return switch (holders.delete(service, path + UriText.of(id), asking(removal))) {
            case Reply.Told told -> {
                count(told.body(), counts);
                yield told.finished();
            }
            case Reply.Nothing nothing -> true;
            case Reply.Away away -> false;
        };
    }

    private boolean deleteContact(Removal removal, @Nullable ContactRef contact, SortedMap<String, Long> counts) {
        if (contact == null) {
            return true;
        }
        String uri = "/v1/accounts/" + UriText.of(contact.accountId()) + "/contacts/" + UriText.of(contact.contactId());
        return switch (holders.delete(Upstream.SUBSCRIPTIONS, uri, asking(removal))) {
            case Reply.Told told -> {
                counts.merge("contacts", 1L, Long::sum);
                yield true;
            }
            case Reply.Nothing nothing -> true;
            case Reply.Away away -> false;
        };
    }

    private static void count(JsonNode body, SortedMap<String, Long> counts) {
        body.properties().forEach(field -> {
            if (field.getValue().isIntegralNumber()) {
                counts.merge(field.getKey(), field.getValue().asLong(), Long::sum);
            }
        });
    }

    private static Asking asking(Removal removal) {
        return Holders.asking(removal.tenant(), removal.requestedBy());
    }
}
