package dev.keizoku.gateway;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import java.util.List;

/** Reads the tenant out of a path. */
public final class TenantPath {

    private TenantPath() {}

    public static TenantId of(String id) {
        try {
            return new TenantId(id);
        } catch (IllegalArgumentException unacceptable) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("{tenant}", "invalid_value", String.valueOf(unacceptable.getMessage()))));
        }
    }
}
