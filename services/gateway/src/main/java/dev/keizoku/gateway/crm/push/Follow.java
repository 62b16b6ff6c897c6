package dev.keizoku.gateway.crm.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.crm.profile.Profile;
import dev.keizoku.gateway.crm.profile.Profiles;
import dev.keizoku.gateway.crm.profile.ScoreFeed;
import dev.keizoku.gateway.crm.profile.ScoreFeed.Place;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The scores that changed, as a connection's CRM is to have them. */
@Singleton
class Follow {

    static final Place BEGINNING = new Place(null, null);

    private static final int ROWS = 200;

    private final Profiles profiles;
    private final ScoreFeed feed;

    Follow(Profiles profiles, ScoreFeed feed) {
        this.profiles = profiles;
        this.feed = feed;
    }

    /** A page of the list, and where to go on. */
    record Rows(List<Payload> payloads, Place next, boolean hasMore) {}

    Profile profile(Connection connection) {
        return profiles.of(connection.tenant(), connection.crm());
    }

    /** A position that is no longer known is the beginning: who has been told already is not told again. */
    Rows after(Connection connection, Profile profile, Place place) {
        try {
            return read(connection, profile, place);
        } catch (ProblemException refused) {
            if (refused.type() == CommonProblem.INVALID_REQUEST && !place.equals(BEGINNING)) {
                return read(connection, profile, BEGINNING);
            }
            throw refused;
        }
    }

    private Rows read(Connection connection, Profile profile, Place place) {
        Asking asking = Asking.ofGateway(connection.tenant(), "health:read");
        JsonNode page = feed.page(place, ROWS, profile.language(), asking);
        List<Payload> payloads = new ArrayList<>();
        page.path("data").forEach(score -> payloads.add(Payload.of(connection.crm(), profile, score)));
        boolean more = page.path("has_more").asBoolean();
        Place next = more
                ? new Place(page.path("next_cursor").textValue(), null)
                : new Place(null, page.path("sync_token").textValue());
        return new Rows(payloads, next, more);
    }
}
