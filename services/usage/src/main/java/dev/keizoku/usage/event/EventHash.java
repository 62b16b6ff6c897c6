package dev.keizoku.usage.event;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Hashes events: who they are, and what they say. Not for use by two threads at once.
 *
 * <p>An identity is not taken to be unique. Whoever stores it compares source and id, and asks for the identity of the
 * next attempt when another event already has it.
 */
public class EventHash {

    private static final int UUID_LENGTH = 36;
    private static final int UUID_VERSION_AT = 14;
    private static final int TIME_DIGITS = 13;
    private static final int TIME_BITS = 48;
    private static final int CONTENT_ID_BYTES = 20;
    private static final byte[] NONE = {};

    private final MessageDigest digest;

    /** What is to be hashed next: the digest takes one long piece in faster than many short ones. */
    private ByteBuffer pending = ByteBuffer.allocate(512);

    public EventHash() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Where the event is kept, when {@code attempt} other events were found in the places before. */
    public EventIdentity identity(String source, String id, int attempt) {
        add(source);
        add(id);
        room(Byte.BYTES);
        pending.put((byte) attempt);
        byte[] hash = digest();
        long high = bits(hash, 0);
        long time = timeOf(id);
        // Ids that grow with time keep their order, so that the index is extended and not scattered over.
        long ordered = time < 0 ? high : time << (Long.SIZE - TIME_BITS) | high >>> TIME_BITS;
        return new EventIdentity(ordered, bits(hash, Long.BYTES));
    }

    /** What the event says, apart from its time. */
    public long fingerprint(UsageEvent event) {
        return bits(contentOf(event), 0);
    }

    private byte[] contentOf(UsageEvent event) {
        add(event.name());
        add(event.account());
        add(event.user());
        add(event.feature());
        BigDecimal value = event.value();
        add(value == null ? null : value.stripTrailingZeros().toPlainString());
        add(event.properties());
        add(event.extensions());
        return digest();
    }

    /**
     * An id made of what the event says, its source and time included: equal events have equal ids. Ids that were given
     * so are stored, so how they are made is not to change.
     */
    String contentId(UsageEvent event) {
        add(event.source());
        add(String.valueOf(event.time()));
        byte[] content = contentOf(event);
        return "sha-" + HexFormat.of().formatHex(content, 0, CONTENT_ID_BYTES);
    }

    private void add(@Nullable String text) {
        byte[] bytes = text == null ? NONE : text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + bytes.length);
        pending.putInt(text == null ? -1 : bytes.length).put(bytes);
    }

    private void room(int more) {
        if (pending.remaining() < more) {
            int needed = Math.max(pending.capacity() * 2, pending.position() + more);
            pending = ByteBuffer.allocate(needed).put(pending.flip());
        }
    }

    private byte[] digest() {
        digest.update(pending.flip());
        pending.clear();
        return digest.digest();
    }

    /** The milliseconds a UUID of version 7 begins with; -1 for any other id. */
    private static long timeOf(String id) {
        if (id.length() != UUID_LENGTH || id.charAt(8) != '-' || id.charAt(UUID_VERSION_AT) != '7') {
            return -1;
        }
        long time = 0;
        for (int i = 0; i < TIME_DIGITS; i++) {
            int digit = i == 8 ? 0 : Character.digit(id.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            time = i == 8 ? time : time << 4 | digit;
        }
        return time;
    }

    private static long bits(byte[] bytes, int from) {
        long bits = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            bits = bits << Byte.SIZE | bytes[i] & 0xff;
        }
        return bits;
    }
}
