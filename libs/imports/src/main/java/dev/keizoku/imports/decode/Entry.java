package dev.keizoku.imports.decode;

import dev.keizoku.kernel.FieldError;
import java.util.Map;

/** One record of a file. */
public sealed interface Entry {

    /** Where the record begins in the file, from 1. */
    long line();

    /** A record that could be read: values by the name of their column. */
    record Read(long line, Map<String, Object> values) implements Entry {}

    /** A record that is not what the format promises. */
    record Unreadable(long line, FieldError error) implements Entry {}
}
