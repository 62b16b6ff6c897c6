package dev.keizoku.gateway.watch;

import java.util.Map;

/** A part of us of which more and more may wait, or fail, without anybody being told. */
public interface Watched {

    /** How many there are now, of all tenants, by the name of the meter. */
    Map<String, Long> counts();
}
