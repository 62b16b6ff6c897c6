package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** The versions of the tenants' default scorecards. */
@ApplicationScoped
class ScorecardStore implements PanacheRepositoryBase<ScorecardRow, ScorecardRow.Key> {

    static final String DEFAULT_ID = "default";

    private final ObjectMapper mapper;

    ScorecardStore(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Optional<ScorecardVersion> latest(TenantId tenant) {
        return find("tenant = ?1 and scorecardId = ?2 order by version desc", tenant.value(), DEFAULT_ID)
                .firstResultOptional()
                .map(this::toVersion);
    }

    Optional<ScorecardVersion> version(TenantId tenant, int version) {
        return find("tenant = ?1 and scorecardId = ?2 and version = ?3", tenant.value(), DEFAULT_ID, version)
                .firstResultOptional()
                .map(this::toVersion);
    }

    ScorecardVersion append(TenantId tenant, int version, Scorecard scorecard, Instant at, String by) {
        ScorecardRow row = new ScorecardRow();
        row.tenant = tenant.value();
        row.scorecardId = DEFAULT_ID;
        row.version = version;
        row.createdAt = at;
        row.createdBy = by;
        try {
            row.body = mapper.writeValueAsString(scorecard);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        persistAndFlush(row);
        return new ScorecardVersion(version, scorecard, at, by);
    }

    private ScorecardVersion toVersion(ScorecardRow row) {
        try {
            return new ScorecardVersion(
                    row.version, mapper.readValue(row.body, Scorecard.class), row.createdAt, row.createdBy);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
