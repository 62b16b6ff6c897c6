package dev.keizoku.gateway.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Reply.Away;
import dev.keizoku.gateway.upstream.Reply.Refused;
import dev.keizoku.gateway.upstream.Reply.Success;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The services that keep something of people, asked with everything that takes. */
@Singleton
class Holders {

    private static final Logger LOG = Logger.getLogger(Holders.class);

    private static final Set<String> SCOPES =
            Set.of("admin", "internal", "usage:read", "subscriptions:read", "subscriptions:write");

    private final Questions questions;
    private final Duration timeout;
    private final Set<Complaint> complaints = ConcurrentHashMap.newKeySet();

    Holders(Questions questions, @ConfigProperty(name = "keizoku.privacy.timeout") Duration timeout) {
        this.questions = questions;
        this.timeout = timeout;
    }

    /**
     * What is wrong with a service, said once; that it does not answer, once until it does.
     *
     * @param status 0 when it does not answer
     */
    private record Complaint(Upstream service, int status) {}

    /** On whose behalf, with all that it takes. */
    static Asking asking(TenantId tenant, String actor) {
        return Asking.of(tenant, actor, SCOPES);
    }

    /** What a service says. */
    sealed interface Reply {

        /** @param finished false when it goes on after the answer */
        record Told(JsonNode body, boolean finished) implements Reply {}

        record Nothing() implements Reply {}

        record Away() implements Reply {}
    }

    Reply get(Upstream service, String uri, Asking asking) {
        return ask(Question.get(service, uri), asking);
    }

    Reply delete(Upstream service, String uri, Asking asking) {
        return ask(Question.delete(service, uri), asking);
    }

    private Reply ask(Question question, Asking asking) {
        Upstream service = question.service();
        return switch (questions.ask(question, asking, timeout).reply()) {
            case Success success -> {
                complaints.remove(new Complaint(service, 0));
                yield new Reply.Told(success.body(), success.status() != 202);
            }
            case Refused refused when refused.isNotThere() -> new Reply.Nothing();
            case Refused refused -> away(service, refused.status(), "answered " + refused.status());
            case Away away -> away(service, 0, away.reason());
        };
    }

    private Reply away(Upstream service, int status, String reason) {
        if (complaints.add(new Complaint(service, status))) {
            LOG.warnf("%s does not do what it is asked about a person, trying on: %s", service.contract(), reason);
        }
        return new Reply.Away();
    }
}
