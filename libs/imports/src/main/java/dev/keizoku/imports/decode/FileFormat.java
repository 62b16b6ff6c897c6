package dev.keizoku.imports.decode;

import java.nio.charset.Charset;

/** How a file is to be read. */
public record FileFormat(Syntax syntax, Charset charset, char delimiter) {

    /** The syntaxes that are read. */
    public enum Syntax {
        CSV,
        NDJSON,
        JSON
    }
}
