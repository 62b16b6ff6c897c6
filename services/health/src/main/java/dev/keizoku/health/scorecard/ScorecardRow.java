package dev.keizoku.health.scorecard;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A version of a scorecard as it is stored. */
@Entity
@Table(name = "scorecard")
@IdClass(ScorecardRow.Key.class)
class ScorecardRow {

    @Id
    @Column(columnDefinition = "text")
    String tenant;

    @Id
    @Column(name = "scorecard_id", columnDefinition = "text")
    String scorecardId;

    @Id
    int version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by", columnDefinition = "text")
    String createdBy;

    @Column(columnDefinition = "text")
    String body;

    /** The primary key. */
    static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        @Nullable String tenant;

        @Nullable String scorecardId;

        int version;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(tenant, key.tenant)
                    && Objects.equals(scorecardId, key.scorecardId)
                    && version == key.version;
        }

        @Override
        public int hashCode() {
            return Objects.hash(tenant, scorecardId, version);
        }
    }
}
