package dev.keizoku.imports;

import java.util.List;

/** What became of each row of a chunk, in the order of the rows. */
public record Applied(List<RowOutcome> outcomes) {

    public Applied {
        outcomes = List.copyOf(outcomes);
    }
}
