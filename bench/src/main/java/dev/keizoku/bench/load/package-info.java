/** The load a bench makes: prepared bytes, plain sockets, binary copies; cheap beside what it measures. */
@NullMarked
package dev.keizoku.bench.load;

import org.jspecify.annotations.NullMarked;
