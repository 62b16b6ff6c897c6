package dev.keizoku.health.play.book;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.health.version.DocumentKind;
import dev.keizoku.kernel.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** What every tenant starts with, and how its own are kept. */
public final class Playbooks {

    public static final PlaybookSettings DEFAULT = new PlaybookSettings(
            PlaybookSettings.Attributes.DEFAULT, PlaybookSettings.Timing.DEFAULT, BigDecimal.valueOf(5), read());

    public static final DocumentKind<PlaybookSettings> KIND =
            new DocumentKind<>("playbooks", "playbooks", PlaybookSettings.class, DEFAULT);

    private Playbooks() {}

    private static List<Playbook> read() {
        try (InputStream file = Objects.requireNonNull(
                Playbooks.class.getResourceAsStream("/play/playbooks.json"), "The playbooks are not there.")) {
            return StrictJson.mapper().readValue(file, new TypeReference<List<Playbook>>() {});
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
