package dev.keizoku.imports;

import java.util.List;

/**
 * One kind of row a service takes from files; every CDI bean of this type is offered under {@code /v1/imports}.
 *
 * <p>Rows must be applied so that the same row sent again changes nothing: a chunk whose transaction was lost is applied
 * again.
 */
public interface ImportKind {

    /** The value of {@code ?kind=}. */
    String name();

    /** The scope a caller needs to import this kind. */
    String scope();

    /**
     * Applies rows in their order, inside a transaction the engine has begun and will commit together with the import's
     * own progress.
     *
     * <p>When it throws, or marks the transaction for rollback, the rows are applied again in smaller parts until the row
     * that is at fault stands alone and is rejected alone.
     */
    Applied apply(ImportContext context, List<ImportRow> rows);

    /**
     * Does what waits until a file is through, in a transaction of its own.
     *
     * <p>Asked again until it says that nothing is left; after a crash, from where it stopped.
     *
     * @return whether there may be more to do
     */
    default boolean finish(ImportContext context) {
        return false;
    }
}
