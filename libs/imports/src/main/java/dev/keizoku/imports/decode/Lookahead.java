package dev.keizoku.imports.decode;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Records of which the next one is read before it is asked for; where the file breaks, those before it are given. */
abstract class Lookahead implements Records {

    private @Nullable Entry next;
    private @Nullable UnreadableFile broken;

    /** The next record; null at the end. */
    abstract @Nullable Entry read();

    /** Reads the first record, or the one after that which is taken. */
    final void advance() {
        try {
            next = read();
        } catch (UnreadableFile cut) {
            next = null;
            broken = cut;
        }
    }

    /** The record that is next; null at the end. */
    final @Nullable Entry peek() {
        return next;
    }

    @Override
    public final boolean hasNext() {
        if (next == null && broken != null) {
            throw broken;
        }
        return next != null;
    }

    @Override
    public final Entry next() {
        Entry current = next;
        if (current == null) {
            throw new NoSuchElementException();
        }
        advance();
        return current;
    }
}
