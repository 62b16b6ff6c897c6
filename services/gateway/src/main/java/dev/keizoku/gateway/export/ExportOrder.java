package dev.keizoku.gateway.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.export.file.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked for.
 *
 * @param uri what the service is asked, filters and all
 * @param language of the texts; null for the tenant's
 * @param masked without what is personal
 * @param asked the words it was asked in
 */
record ExportOrder(
        Exported resource,
        Format format,
        Profile profile,
        Encoding encoding,
        Compression compression,
        @Nullable String language,
        boolean masked,
        String uri,
        JsonNode asked) {

    /** How rows are written. */
    enum Format {
        NDJSON("application/x-ndjson"),
        CSV("text/csv");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }
    }

    /** Whose names the columns have. */
    enum Profile {
        PLAIN,
        SALESFORCE
    }

    /** How the file is kept and sent. */
    enum Compression {
        NONE,
        GZIP
    }
}
