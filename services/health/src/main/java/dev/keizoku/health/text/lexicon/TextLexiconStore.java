package dev.keizoku.health.text.lexicon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.text.token.TextLanguage;
import dev.keizoku.kernel.TenantId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** The versions of the tenants' lexicons. */
@ApplicationScoped
class TextLexiconStore implements PanacheRepositoryBase<TextLexiconRow, TextLexiconRow.Key> {

    private final ObjectMapper mapper;

    TextLexiconStore(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Optional<LexiconVersion> latest(TenantId tenant, TextLanguage language) {
        return find("tenant = ?1 and language = ?2 order by version desc", tenant.value(), language.tag())
                .firstResultOptional()
                .map(this::toVersion);
    }

    Optional<LexiconVersion> version(TenantId tenant, TextLanguage language, int version) {
        return find("tenant = ?1 and language = ?2 and version = ?3", tenant.value(), language.tag(), version)
                .firstResultOptional()
                .map(this::toVersion);
    }

    LexiconVersion append(TenantId tenant, int version, TenantLexicon lexicon, Instant at, String by) {
        TextLexiconRow row = new TextLexiconRow();
        row.tenant = tenant.value();
        row.language = lexicon.language().tag();
        row.version = version;
        row.createdAt = at;
        row.createdBy = by;
        try {
            row.body = mapper.writeValueAsString(lexicon);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        persistAndFlush(row);
        return new LexiconVersion(version, lexicon, at, by);
    }

    private LexiconVersion toVersion(TextLexiconRow row) {
        try {
            return new LexiconVersion(
                    row.version, mapper.readValue(row.body, TenantLexicon.class), row.createdAt, row.createdBy);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
