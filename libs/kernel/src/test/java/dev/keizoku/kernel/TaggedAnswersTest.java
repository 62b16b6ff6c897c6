package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaggedAnswersTest {

    private final TaggedAnswers answers = new TaggedAnswers(new ObjectMapper());

    @Test
    void anAnswerIsTheBodyAndATagOfIt() {
        Response answer = answers.answer(Map.of("score", 61), new Asked(null));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(new String((byte[]) answer.getEntity(), StandardCharsets.UTF_8))
                .isEqualTo("{\"score\":61}");
        assertThat(answer.getEntityTag().isWeak()).isTrue();
        assertThat(answer.getEntityTag().getValue()).matches("[0-9a-f]{24}");
    }

    @Test
    void whoHasTheAnswerGetsNoneAgain() {
        EntityTag tag = answers.answer(Map.of("score", 61), new Asked(null)).getEntityTag();
        Response again = answers.answer(Map.of("score", 61), new Asked(tag));
        assertThat(again.getStatus()).isEqualTo(304);
        assertThat(again.hasEntity()).isFalse();
        assertThat(again.getEntityTag()).isEqualTo(tag);
        Response changed = answers.answer(Map.of("score", 62), new Asked(tag));
        assertThat(changed.getStatus()).isEqualTo(200);
        assertThat(changed.getEntityTag()).isNotEqualTo(tag);
    }

    @Test
    void headersAreAddedToBoth() {
        EntityTag tag = answers.answer("text", new Asked(null)).getEntityTag();
        for (Asked asked : List.of(new Asked(null), new Asked(tag))) {
            assertThat(answers.begin("text", asked)
                            .header("Content-Language", "ja")
                            .build()
                            .getHeaderString("Content-Language"))
                    .isEqualTo("ja");
        }
    }

    /** A request of a reader that has the answer with this tag, or none. */
    private record Asked(EntityTag known) implements Request {

        @Override
        public Response.ResponseBuilder evaluatePreconditions(EntityTag tag) {
            return tag.equals(known) ? Response.notModified() : null;
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public Variant selectVariant(List<Variant> variants) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions(Date lastModified) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions(Date lastModified, EntityTag tag) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Response.ResponseBuilder evaluatePreconditions() {
            throw new UnsupportedOperationException();
        }
    }
}
