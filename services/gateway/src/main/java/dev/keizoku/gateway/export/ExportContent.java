package dev.keizoku.gateway.export;

import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.export.file.Parts;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives the content of exports out, whole or from where somebody stopped, in the memory of one piece. */
@Singleton
class ExportContent {

    private final ExportWork work;

    ExportContent(ExportWork work) {
        this.work = work;
    }

    /** What somebody wants of a part, in the words of the headers. */
    record Wanted(
            Export export,
            int part,
            @Nullable String range,
            @Nullable String ifRange,
            @Nullable String known) {

        /** Whether it is a download that was begun before. */
        boolean goesOn() {
            ByteRange bytes = bytes();
            return bytes != null && bytes.first() > 0;
        }

        String tag() {
            return "\"" + export.id() + "-" + part + "\"";
        }

        long size() {
            return export.parts().get(part - 1).bytes();
        }

        @Nullable ByteRange bytes() {
            return ifRange != null && !ifRange.equals(tag()) ? null : ByteRange.of(range, size());
        }
    }

    Response of(Wanted wanted) {
        if (wanted.tag().equals(wanted.known())) {
            return Response.notModified().header(HttpHeaders.ETAG, wanted.tag()).build();
        }
        ByteRange range = wanted.bytes();
        if (ByteRange.NONE.equals(range)) {
            throw new ProblemException(
                    GatewayProblem.RANGE_NOT_SATISFIABLE, "The part has " + wanted.size() + " bytes.");
        }
        ByteRange bytes = range == null ? new ByteRange(0, wanted.size() - 1) : range;
        ExportOrder order = wanted.export().order();
        Response.ResponseBuilder response = Response.status(range == null ? 200 : 206)
                .entity(body(wanted, bytes))
                .header(HttpHeaders.CONTENT_TYPE, mediaType(order))
                .header(HttpHeaders.CONTENT_LENGTH, bytes.length())
                .header(HttpHeaders.ETAG, wanted.tag())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name(wanted) + "\"");
        if (range != null) {
            response.header("Content-Range", "bytes " + bytes.first() + "-" + bytes.last() + "/" + wanted.size());
        }
        return response.build();
    }

    private StreamingOutput body(Wanted wanted, ByteRange bytes) {
        Export export = wanted.export();
        return out -> {
            long at = bytes.first();
            while (at <= bytes.last()) {
                int piece = (int) (at / Parts.PIECE);
                byte[] content = work.piece(export.tenant(), export.id(), wanted.part(), piece)
                        .orElseThrow(() -> new IOException("the content has expired"));
                int from = (int) (at % Parts.PIECE);
                int length = (int) Math.min(content.length - from, bytes.last() - at + 1);
                out.write(content, from, length);
                at += length;
            }
        };
    }

    private static String mediaType(ExportOrder order) {
        if (order.compression() == ExportOrder.Compression.GZIP) {
            return "application/gzip";
        }
        return switch (order.format()) {
            case NDJSON -> order.format().mediaType();
            case CSV ->
                order.format().mediaType() + "; charset=" + order.encoding().charset();
        };
    }

    private static String name(Wanted wanted) {
        ExportOrder order = wanted.export().order();
        String part = wanted.export().parts().size() > 1 ? "-" + wanted.part() : "";
        String gzip = order.compression() == ExportOrder.Compression.GZIP ? ".gz" : "";
        return order.resource().key() + part + "." + ExportStore.key(order.format()) + gzip;
    }
}
