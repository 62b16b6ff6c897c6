package dev.keizoku.gateway.privacy;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.util.List;

/** The callers' ids as they stand in a path. */
final class PathId {

    private PathId() {}

    static String of(String name, String text) {
        try {
            return CallerId.check(text);
        } catch (IllegalArgumentException unfit) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("{" + name + "}", "invalid_value", String.valueOf(unfit.getMessage()))));
        }
    }
}
