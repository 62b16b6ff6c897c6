package dev.keizoku.health.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.version.Version;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reading and changing how signs of leaving are looked for and weighed. */
@Path("/v1/signal-settings")
@RunOnVirtualThread
public class SignalSettingsResource {

    private final Versions versions;
    private final Caller caller;

    SignalSettingsResource(Versions versions, Caller caller) {
        this.versions = versions;
        this.caller = caller;
    }

    /** A version as it is shown: every sign, whether it was spoken of or not. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SettingsView(
            int version,
            SignalSettings.RiskLevels riskLevels,
            List<SettingView> signals,
            @Nullable Instant createdAt,
            @Nullable String createdBy) {

        static SettingsView of(Version<SignalSettings> version) {
            return new SettingsView(
                    version.number(),
                    version.document().riskLevels(),
                    version.document().signals().stream().map(SettingView::of).toList(),
                    version.createdAt(),
                    version.createdBy());
        }
    }

    /** One sign. */
    record SettingView(
            SignalType type,
            SignalFamily family,
            boolean enabled,
            BigDecimal weight,
            BigDecimal halfLifeDays,
            SortedMap<String, BigDecimal> thresholds) {

        static SettingView of(SignalSettings.Setting setting) {
            return new SettingView(
                    setting.type(),
                    setting.type().family(),
                    setting.enabled(),
                    setting.weight(),
                    setting.halfLifeDays(),
                    setting.thresholds());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public SettingsView get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int version = parameters.integer("version", 0, 1, Integer.MAX_VALUE);
        parameters.verify();
        return SettingsView.of(versions.asked(caller.tenant(), SignalSettings.KIND, version));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public SettingsView put(@Context UriInfo uri, SignalSettingsBody settings) {
        Parameters.of(uri).verify();
        return SettingsView.of(
                versions.replace(caller.tenant(), SignalSettings.KIND, settings.checked(), caller.subject()));
    }
}
