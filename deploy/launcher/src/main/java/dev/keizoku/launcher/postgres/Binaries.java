package dev.keizoku.launcher.postgres;

import dev.keizoku.launcher.terminal.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs from the Maven artefact on the class path, unpacked once per version. */
public record Binaries(Path directory) {
    /** The major version a cluster must have been made with. */
    public static final String MAJOR = "18";

    private static final FileAttribute<?> READABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    public Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    /** Unpacks into a folder below {@code parent}, unless a complete copy is there already. */
    public static Binaries unpack(Path parent) {
        String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        URL location = Binaries.class.getResource(archive);
        if (location == null) {
            throw new Refusal("There is no embedded PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + ". Use docker compose instead.");
        }
        try {
            URLConnection packed = location.openConnection();
            // The size tells one artefact from the next without unpacking it.
            Path target = parent.resolve(MAJOR + "-" + packed.getContentLengthLong());
            if (Files.notExists(target)) {
                Path fresh = Files.createTempDirectory(parent, "unpack", READABLE);
                try (InputStream archived = packed.getInputStream()) {
                    extract(archived, fresh);
                }
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return new Binaries(target);
        } catch (IOException e) {
            throw new Refusal("I cannot unpack PostgreSQL below " + parent + ": " + e.getMessage(), e);
        }
    }

    static String archive(String system, String processor) {
        String family = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        boolean arm = processor.equals("aarch64");
        return "/postgres-" + family + (arm ? "-arm_64" : "-x86_64") + ".txz";
    }

    private static void extract(InputStream packed, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive names a path outside itself: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
