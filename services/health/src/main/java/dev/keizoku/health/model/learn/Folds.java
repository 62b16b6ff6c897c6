package dev.keizoku.health.model.learn;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Divides accounts, always in the same way, so that all observations of an account lie in one fold. */
public final class Folds {

    private Folds() {}

    /** The fold of an account, from 0 until {@code folds}. */
    public static int of(String accountId, int folds) {
        CRC32 hash = new CRC32();
        hash.update(accountId.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % folds);
    }
}
