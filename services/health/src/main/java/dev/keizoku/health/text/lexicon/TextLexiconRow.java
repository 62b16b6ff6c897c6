package dev.keizoku.health.text.lexicon;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A version of a tenant's lexicon as it is stored. */
@Entity
@Table(name = "text_lexicon")
@IdClass(TextLexiconRow.Key.class)
class TextLexiconRow {

    @Id
    @Column(columnDefinition = "text")
    String tenant;

    @Id
    @Column(columnDefinition = "text")
    String language;

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

        @Nullable String language;

        int version;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(tenant, key.tenant)
                    && Objects.equals(language, key.language)
                    && version == key.version;
        }

        @Override
        public int hashCode() {
            return Objects.hash(tenant, language, version);
        }
    }
}
