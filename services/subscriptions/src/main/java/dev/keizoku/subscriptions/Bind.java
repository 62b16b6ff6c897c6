package dev.keizoku.subscriptions;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jdbi.v3.core.argument.Argument;

/** Values as PostgreSQL's driver wants them bound. */
public final class Bind {

    private Bind() {}

    /** An array of text, for {@code = any(:name)}. */
    public static Argument texts(Collection<String> values) {
        Object[] array = values.toArray();
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("text", array));
    }

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
