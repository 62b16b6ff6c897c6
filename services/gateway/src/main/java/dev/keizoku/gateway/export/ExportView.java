package dev.keizoku.gateway.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.export.file.Parts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An export on the wire. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ExportView(
        UUID id,
        String resource,
        String format,
        String profile,
        String encoding,
        String compression,
        String status,
        Instant createdAt,
        String createdBy,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt,
        long rowsDone,
        @Nullable Long rowsTotal,
        long replacedCharacters,
        @Nullable String contentUrl,
        List<PartView> parts,
        @Nullable JsonNode error) {

    /** A part of the content. */
    record PartView(int part, long rows, long bytes, String contentUrl) {}

    static ExportView of(Export export) {
        ExportOrder order = export.order();
        boolean done = export.status() == Export.Status.DONE;
        String content = "/v1/exports/" + export.id() + "/content";
        return new ExportView(
                export.id(),
                order.resource().key(),
                ExportStore.key(order.format()),
                ExportStore.key(order.profile()),
                order.encoding().key(),
                ExportStore.key(order.compression()),
                ExportStore.key(export.status()),
                export.createdAt(),
                export.createdBy(),
                export.startedAt(),
                export.finishedAt(),
                export.expiresAt(),
                export.rows(),
                done ? (Long) export.rows() : null,
                export.replaced(),
                done ? content : null,
                done ? export.parts().stream().map(part -> part(part, content)).toList() : List.of(),
                export.failure());
    }

    private static PartView part(Parts.Part part, String content) {
        return new PartView(
                part.number(),
                part.rows(),
                part.bytes(),
                part.number() == 1 ? content : content + "?part=" + part.number());
    }
}
