package dev.keizoku.health.text.lexicon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's lexicon with its place in the sequence of versions.
 *
 * @param createdAt null for the one every tenant starts with
 * @param createdBy the key or user that put it; null likewise
 */
record LexiconVersion(
        int version,
        TenantLexicon lexicon,
        @Nullable Instant createdAt,
        @Nullable String createdBy) {}
