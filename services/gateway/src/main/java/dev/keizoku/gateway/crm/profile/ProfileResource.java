package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How scores are written into a CRM: field names, types, units, and what makes the fields there. */
@Path("/v1/crm-profiles/{crm}")
@RunOnVirtualThread
public class ProfileResource {

    private final Profiles profiles;
    private final Tenants tenants;
    private final Caller caller;

    ProfileResource(Profiles profiles, Tenants tenants, Caller caller) {
        this.profiles = profiles;
        this.tenants = tenants;
        this.caller = caller;
    }

    record Body(
            Profile.@Nullable MatchBy matchBy,
            @Nullable String keyField,

            @Nullable @Pattern(regexp = "en|ja", message = "Accepted: en, ja.") String language,

            @NotNull Map<String, @Nullable String> fields) {

        Profile toProfile(Crm crm) {
            String key = keyField == null ? Profile.standard(crm).keyField() : keyField;
            List<FieldError> errors = new ArrayList<>();
            name(crm, "/key_field", key, errors);
            Map<String, String> named = new LinkedHashMap<>();
            Set<String> taken = new HashSet<>(List.of(key));
            fields.forEach((source, name) -> {
                String pointer = "/fields/" + source;
                if (Exported.of(source).isEmpty()) {
                    errors.add(new FieldError(pointer, "unknown_field", "There is no such part of a score."));
                } else if (name != null) {
                    name(crm, pointer, name, errors);
                    if (!taken.add(name)) {
                        errors.add(new FieldError(pointer, "repeated", "Another part goes into this field."));
                    }
                    named.put(source, name);
                }
            });
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            return new Profile(Objects.requireNonNullElse(matchBy, Profile.MatchBy.ACCOUNT_ID), key, language, named);
        }

        private static void name(Crm crm, String pointer, String name, List<FieldError> errors) {
            if (!crm.canName(name)) {
                errors.add(new FieldError(pointer, "invalid_value", "No field of this CRM can have this name."));
            }
        }
    }

    /** A field of the CRM. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Field(
            String name,
            String label,
            Exported.Kind type,
            @Nullable String unit,
            List<String> options) {

        static Field of(Exported exported, String name, String language) {
            return new Field(name, exported.label(language), exported.kind(), exported.unit(), exported.options());
        }
    }

    record View(
            Crm crm,
            Profile.MatchBy matchBy,
            String keyField,
            String language,
            Map<String, Field> fields,
            JsonNode definitions) {}

    @GET
    @RolesAllowed("health:read")
    public View get(@PathParam("crm") String key, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        Crm crm = crm(key);
        return view(crm, profiles.of(caller.tenant(), crm));
    }

    @PUT
    @RolesAllowed("admin")
    public View put(@PathParam("crm") String key, Body body) {
        Crm crm = crm(key);
        return view(crm, profiles.put(caller.tenant(), crm, body.toProfile(crm), caller.subject()));
    }

    private View view(Crm crm, Profile profile) {
        String language =
                profile.language() == null ? tenants.get(caller.tenant()).language() : profile.language();
        Map<String, Field> fields = new LinkedHashMap<>();
        profile.fields()
                .forEach((source, name) -> Exported.of(source)
                        .ifPresent(exported -> fields.put(source, Field.of(exported, name, language))));
        return new View(
                crm, profile.matchBy(), profile.keyField(), language, fields, Definitions.of(crm, profile, language));
    }

    static Crm crm(String key) {
        return Crm.of(key).orElseThrow(() -> ProblemException.notFound("CRM profile"));
    }
}
