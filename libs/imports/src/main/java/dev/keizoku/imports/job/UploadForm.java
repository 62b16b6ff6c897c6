package dev.keizoku.imports.job;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** The two parts an upload has. */
record UploadForm(byte[] mapping, Path file, @Nullable String mediaType) {

    private static final int MAX_MAPPING = 256 * 1024;

    static UploadForm of(MultipartFormDataInput form) throws IOException {
        Map<String, Collection<FormValue>> parts = form.getValues();
        List<FieldError> errors = new ArrayList<>();
        parts.forEach((name, values) -> {
            if (!name.equals("mapping") && !name.equals("file")) {
                errors.add(new FieldError("", "unknown_field", "The form has the parts mapping and file only."));
            } else if (values.size() > 1) {
                errors.add(new FieldError("/" + name, "repeated", "This part may be given once."));
            }
        });
        FormValue file = first(parts, "file");
        if (file == null) {
            errors.add(new FieldError("/file", "required", "The rows are sent in a part named file."));
        }
        if (file == null || !errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        FormValue mapping = first(parts, "mapping");
        return new UploadForm(mapping == null ? new byte[0] : bytes(mapping), path(file), mediaType(file));
    }

    private static @Nullable FormValue first(Map<String, Collection<FormValue>> parts, String name) {
        Collection<FormValue> values = parts.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.iterator().next();
    }

    private static @Nullable String mediaType(FormValue file) {
        return file.getHeaders() == null ? null : file.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
    }

    private static byte[] bytes(FormValue value) throws IOException {
        if (!value.isFileItem()) {
            return value.getValue().getBytes(StandardCharsets.UTF_8);
        }
        if (value.getFileItem().getFileSize() > MAX_MAPPING) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("/mapping", "too_long", "A mapping has at most 256 KiB.")));
        }
        try (var in = value.getFileItem().getInputStream()) {
            return in.readAllBytes();
        }
    }

    /** Large parts are on disk already; a small one is put there. */
    private static Path path(FormValue value) throws IOException {
        if (value.isFileItem() && !value.getFileItem().isInMemory()) {
            return value.getFileItem().getFile();
        }
        Path file = Files.createTempFile("import", ".part");
        Files.write(file, bytes(value));
        return file;
    }
}
