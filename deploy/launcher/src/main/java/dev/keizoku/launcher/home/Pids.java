package dev.keizoku.launcher.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One pid file per process. A number alone proves nothing after a crash, so a process counts as ours only when its
 * command line still carries the marker it was started with.
 */
public final class Pids {
    private final Home home;

    public Pids(Home home) {
        this.home = home;
    }

    public static String dataMarker(Home home) {
        return "-Dkeizoku.data=" + home.root();
    }

    public static String nameMarker(String process) {
        return "-Dkeizoku.process=" + process;
    }

    public void write(String process, long pid) {
        try {
            Files.writeString(file(process), pid + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void clear(String process) {
        try {
            Files.deleteIfExists(file(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The running process of that name which this data directory's launcher started, if there is one. */
    public Optional<ProcessHandle> find(String process) {
        return read(file(process))
                .filter(handle -> carries(handle, dataMarker(home)) && carries(handle, nameMarker(process)));
    }

    /** The PostgreSQL server on this data directory, which keeps a pid file of its own. */
    public Optional<ProcessHandle> findPostgres() {
        return read(home.cluster().resolve("postmaster.pid"))
                .filter(handle -> carries(handle, home.cluster().toString()));
    }

    private Path file(String process) {
        return home.run().resolve(process + ".pid");
    }

    private static Optional<ProcessHandle> read(Path file) {
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            String first = Files.readString(file).lines().findFirst().orElse("").strip();
            return ProcessHandle.of(Long.parseLong(first)).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean carries(ProcessHandle handle, String text) {
        return (handle.info().commandLine().orElse("") + " ").contains(" " + text + " ");
    }
}
