package dev.keizoku.imports.job;

import dev.keizoku.kernel.FieldError;

/** One reason why one row was not taken. */
record Rejection(long line, String field, String code, String detail) {

    static Rejection of(long line, FieldError error) {
        String pointer = error.pointer();
        String field = pointer.startsWith("/") ? pointer.substring(1).replace('/', '.') : pointer;
        return new Rejection(line, field, error.code(), error.detail());
    }
}
