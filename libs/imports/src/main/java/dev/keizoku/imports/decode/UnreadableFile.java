package dev.keizoku.imports.decode;

/** A file, or the rest of it, that cannot be read at all. The message is a sentence for the caller. */
public final class UnreadableFile extends RuntimeException {

    public UnreadableFile(String sentence) {
        super(sentence);
    }
}
