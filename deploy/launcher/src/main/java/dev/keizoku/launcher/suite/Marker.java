package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** What a running launcher tells the other commands about itself, in {@code run/suite.properties}. */
public record Marker(int port, String host, boolean ready) {
    private static final String FILE = "suite.properties";

    public static Optional<Marker> read(Home home) {
        Path file = home.run().resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            return Optional.of(new Marker(
                    Integer.parseInt(properties.getProperty("port", "")),
                    properties.getProperty("host", Suite.LOOPBACK),
                    Boolean.parseBoolean(properties.getProperty("ready", "false"))));
        } catch (IOException | NumberFormatException e) {
            throw new Refusal(file + " cannot be read. Delete it and try again.", e);
        }
    }

    public void write(Home home) {
        Path file = home.run().resolve(FILE);
        Path fresh = home.run().resolve(FILE + ".new");
        try {
            Files.writeString(fresh, "port=%d%nhost=%s%nready=%s%n".formatted(port, host, ready));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Refusal("I cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    public static void clear(Home home) {
        try {
            Files.deleteIfExists(home.run().resolve(FILE));
        } catch (IOException e) {
            throw new Refusal("I cannot delete " + home.run().resolve(FILE) + ": " + e.getMessage(), e);
        }
    }
}
