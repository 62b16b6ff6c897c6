package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The scores in the order they changed, in the language they are wanted in. */
@Singleton
public class ScoreFeed {

    private final Questions questions;

    ScoreFeed(Questions questions) {
        this.questions = questions;
    }

    /** Where to go on; nothing for the beginning. */
    public record Place(@Nullable String cursor, @Nullable String syncToken) {}

    public JsonNode page(Place place, int limit, @Nullable String language, Asking asking) {
        StringBuilder uri = new StringBuilder("/v1/health-scores?limit=").append(limit);
        if (place.cursor() != null) {
            uri.append("&cursor=").append(UriText.of(place.cursor()));
        }
        if (place.syncToken() != null) {
            uri.append("&sync_token=").append(UriText.of(place.syncToken()));
        }
        Question question = Question.get(Upstream.HEALTH, uri.toString());
        return questions.read(question.with(HttpHeaders.ACCEPT_LANGUAGE.toString(), language), asking);
    }
}
