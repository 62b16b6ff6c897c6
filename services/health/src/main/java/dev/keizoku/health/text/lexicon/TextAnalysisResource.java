package dev.keizoku.health.text.lexicon;

import dev.keizoku.health.text.Lexicons;
import dev.keizoku.health.text.TextReader;
import dev.keizoku.health.text.TextReading;
import dev.keizoku.health.text.token.TextLanguage;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads texts without keeping them, for whoever works on a lexicon. */
@Path("/v1/text-analysis")
@RunOnVirtualThread
public class TextAnalysisResource {

    private final TextLexicons lexicons;
    private final Caller caller;

    TextAnalysisResource(TextLexicons lexicons, Caller caller) {
        this.lexicons = lexicons;
        this.caller = caller;
    }

    /**
     * What to read.
     *
     * @param language of all the texts; told by their script when left out
     * @param lexicon a draft to read its language by, instead of the one in force
     */
    record Request(
            @NotNull @Size(min = 1, max = 100) List<@NotNull @Size(max = 10_000) String> texts,
            @Nullable TextLanguage language,
            @Valid @Nullable TenantLexicon lexicon) {}

    /** What each says, in the order sent. */
    record Analysis(List<TextReading> readings) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:read")
    public Analysis post(@Context UriInfo uri, Request request) {
        Parameters.of(uri).verify();
        Lexicons inForce = lexicons.inForce(caller.tenant());
        Lexicons by = request.lexicon() == null ? inForce : draft(request.lexicon(), inForce);
        TextLanguage language = request.language();
        return new Analysis(request.texts().stream()
                .map(text -> language == null ? TextReader.read(text, by) : TextReader.read(text, by.of(language)))
                .toList());
    }

    private static Lexicons draft(TenantLexicon draft, Lexicons inForce) {
        List<FieldError> errors = TenantLexiconCheck.errors(draft, "/lexicon");
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return switch (draft.language()) {
            case EN -> new Lexicons(draft.effective(), inForce.japanese());
            case JA -> new Lexicons(inForce.english(), draft.effective());
        };
    }
}
