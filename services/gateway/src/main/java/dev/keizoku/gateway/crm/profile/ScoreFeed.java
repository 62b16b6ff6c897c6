package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.crm.Inside;
import dev.keizoku.gateway.crm.Inside.Asking;
import dev.keizoku.gateway.crm.Inside.Request;
import dev.keizoku.gateway.upstream.Upstream;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The scores in the order they changed, in the language they are wanted in. */
@Singleton
public class ScoreFeed {

    private final Inside inside;

    ScoreFeed(Inside inside) {
        this.inside = inside;
    }

    /** Where to go on; nothing for the beginning. */
    public record Place(@Nullable String cursor, @Nullable String syncToken) {}

    public JsonNode page(Place place, int limit, @Nullable String language, Asking asking) {
        StringBuilder uri = new StringBuilder("/v1/health-scores?limit=").append(limit);
        if (place.cursor() != null) {
            uri.append("&cursor=").append(Inside.encoded(place.cursor()));
        }
        if (place.syncToken() != null) {
            uri.append("&sync_token=").append(Inside.encoded(place.syncToken()));
        }
        Request request = Request.get(Upstream.HEALTH, uri.toString());
        return inside.read(
                language == null ? request : request.with(HttpHeaders.ACCEPT_LANGUAGE.toString(), language), asking);
    }
}
