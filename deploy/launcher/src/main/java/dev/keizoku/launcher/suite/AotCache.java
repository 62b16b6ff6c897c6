package dev.keizoku.launcher.suite;

import java.nio.file.Path;

/** The class cache kept beside a service's jars; the JVM itself ignores one that does not fit the jars or the flags. */
record AotCache(Path file) {
    static AotCache of(Path application) {
        return new AotCache(application.resolve("app.aot"));
    }
}
