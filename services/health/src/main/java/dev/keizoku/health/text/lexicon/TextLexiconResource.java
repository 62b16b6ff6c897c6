package dev.keizoku.health.text.lexicon;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.text.LexiconEntry;
import dev.keizoku.health.text.token.TextLanguage;
import dev.keizoku.health.version.Version;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading and changing the phrases a tenant's messages are read by. */
@Path("/v1/text-lexicon")
@RunOnVirtualThread
public class TextLexiconResource {

    private final TextLexicons lexicons;
    private final Caller caller;

    TextLexiconResource(TextLexicons lexicons, Caller caller) {
        this.lexicons = lexicons;
        this.caller = caller;
    }

    /** A version as it is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LexiconView(
            TextLanguage language,
            int version,
            TenantLexicon.Mode mode,
            List<LexiconEntry> entries,
            @Nullable Instant createdAt,
            @Nullable String createdBy) {

        static LexiconView of(Version<TenantLexicon> version, List<LexiconEntry> entries) {
            TenantLexicon lexicon = version.document();
            return new LexiconView(
                    lexicon.language(),
                    version.number(),
                    lexicon.mode(),
                    entries,
                    version.createdAt(),
                    version.createdBy());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public LexiconView get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String tag = parameters.oneOf("language", List.of("en", "ja"), "");
        int number = parameters.integer("version", 0, 1, Integer.MAX_VALUE);
        boolean effective = parameters.flag("effective");
        if (parameters.strings("language").isEmpty()) {
            parameters.error("language", "required", "Say which language: en or ja.");
        }
        parameters.verify();
        TextLanguage language = tag.equals("ja") ? TextLanguage.JA : TextLanguage.EN;
        TenantId tenant = caller.tenant();
        Version<TenantLexicon> version =
                number == 0 ? lexicons.current(tenant, language) : lexicons.version(tenant, language, number);
        TenantLexicon lexicon = version.document();
        return LexiconView.of(version, effective ? lexicon.effective().entries() : lexicon.entries());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public LexiconView put(@Context UriInfo uri, TenantLexicon lexicon) {
        Parameters.of(uri).verify();
        return LexiconView.of(lexicons.replace(caller.tenant(), lexicon, caller.subject()), lexicon.entries());
    }
}
