package dev.keizoku.e2e.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own in memory, which can be filled to the last byte without harm to the machine. */
public final class SmallDisk {

    private static final int BLOCK = 1 << 16;
    private static final String MOUNT = "mount -t tmpfs -o \"size=$1m\" keizoku-e2e \"$2\" && echo mounted";

    private final Path place;
    private final Path directory;
    private final long size;

    /** Keeps the name space in which it is mounted; absent where it is mounted for all to see. */
    private final Process holder;

    private SmallDisk(Path place, Path directory, int megabytes, Process holder) {
        this.place = place;
        this.directory = directory;
        this.size = (long) megabytes << 20;
        this.holder = holder;
    }

    /** Mounts one. A story is skipped by name where nothing may be mounted, which is so in many containers. */
    static SmallDisk ofMegabytes(int megabytes) throws IOException {
        Path place = Files.createTempDirectory("keizoku-e2e-disk");
        String arguments = Integer.toString(megabytes);
        if (Database.isRoot()) {
            String said = firstLine(new ProcessBuilder("sh", "-c", MOUNT, "sh", arguments, place.toString()));
            Assumptions.assumeTrue("mounted".equals(said), "No small disk can be mounted here: " + said);
            return new SmallDisk(place, place, megabytes, null);
        }
        // Whoever is not root mounts it in a name space of theirs, and reaches it through the process that is inside.
        // That ends when nobody writes to it any more.
        Process holder = launched(new ProcessBuilder(
                List.of("unshare", "-rm", "sh", "-c", MOUNT + " && exec cat", "sh", arguments, place.toString())));
        String said = firstLine(holder);
        Assumptions.assumeTrue("mounted".equals(said), "No small disk can be mounted here: " + said);
        Path inside = Path.of("/proc", Long.toString(holder.pid()), "root");
        return new SmallDisk(place, inside.resolve(Path.of("/").relativize(place)), megabytes, holder);
    }

    private static String firstLine(ProcessBuilder builder) {
        return firstLine(launched(builder));
    }

    private static Process launched(ProcessBuilder builder) {
        try {
            return builder.redirectErrorStream(true).start();
        } catch (IOException missing) {
            Assumptions.abort("No small disk can be mounted here: " + missing.getMessage());
            throw new IllegalStateException("unreachable");
        }
    }

    private static String firstLine(Process process) {
        try {
            return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException broken) {
            return broken.getMessage();
        }
    }

    Path directory() {
        return directory;
    }

    /** Takes every byte that is left, and says how many those were. */
    public long fill() {
        long taken = 0;
        byte[] block = new byte[BLOCK];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (taken < size) {
                filler.write(block);
                taken += BLOCK;
            }
        } catch (IOException full) {
            return taken;
        }
        throw new AssertionError(directory + " is larger than it was made");
    }

    /** Gives back what {@link #fill} took. */
    public void free() {
        try {
            Files.delete(filler());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    void close() {
        if (holder != null) {
            holder.destroy();
        } else {
            firstLine(new ProcessBuilder("umount", "-l", place.toString()));
        }
        try {
            Files.deleteIfExists(place);
        } catch (IOException stays) {
            // An empty directory among the temporary ones.
        }
    }
}
