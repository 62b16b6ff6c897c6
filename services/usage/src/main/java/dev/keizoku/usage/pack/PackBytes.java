package dev.keizoku.usage.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Numbers and texts in as few bytes as they need: seven bits of a number in each byte, the lowest first. */
final class PackBytes {

    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final int FIRST_SIZE = 256;

    /** Names that are written as one byte. The order is what is stored: names may be added, and that is all. */
    private static final List<String> KNOWN = List.of(
            "login",
            "feature.used",
            "value.reached",
            "export.created",
            "seat.added",
            "limit.gated",
            "setup.step",
            "api.read");

    private PackBytes() {}

    /** Puts bytes one after another. */
    static final class Writer {

        private byte[] bytes = new byte[FIRST_SIZE];
        private int length;

        Writer number(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("Nothing counted is below zero: " + value);
            }
            long left = value;
            while (left > SEVEN_BITS) {
                put((byte) (left & SEVEN_BITS | MORE));
                left >>>= 7;
            }
            return put((byte) left);
        }

        Writer text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            ensure(utf8.length);
            System.arraycopy(utf8, 0, bytes, length, utf8.length);
            length += utf8.length;
            return this;
        }

        /** The name of an event: one byte where it is well known. */
        Writer name(String name) {
            int known = KNOWN.indexOf(name);
            return known < 0 ? number(KNOWN.size()).text(name) : number(known);
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, length);
        }

        private Writer put(byte value) {
            ensure(1);
            bytes[length++] = value;
            return this;
        }

        private void ensure(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            }
        }
    }

    /** Takes them off again in the same order. */
    static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long number() {
            byte next = bytes[at++];
            long value = next & SEVEN_BITS;
            for (int shift = 7; next < 0; shift += 7) {
                next = bytes[at++];
                value |= (long) (next & SEVEN_BITS) << shift;
            }
            return value;
        }

        int smallNumber() {
            return Math.toIntExact(number());
        }

        String text() {
            int length = smallNumber();
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        String name() {
            int known = smallNumber();
            return known < KNOWN.size() ? KNOWN.get(known) : text();
        }
    }
}
