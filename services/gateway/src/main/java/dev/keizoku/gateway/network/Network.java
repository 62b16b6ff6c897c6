package dev.keizoku.gateway.network;

import java.net.InetAddress;
import java.util.List;

/** A range of addresses. */
public record Network(byte[] prefix, int bits) {

    /** What is not the public internet: nobody outside may have us reach what only we can reach. */
    private static final List<Network> NOT_PUBLIC = List.of(
            of("0.0.0.0", 8),
            of("10.0.0.0", 8),
            of("100.64.0.0", 10),
            of("127.0.0.0", 8),
            of("169.254.0.0", 16),
            of("172.16.0.0", 12),
            of("192.0.0.0", 24),
            of("192.0.2.0", 24),
            of("192.31.196.0", 24),
            of("192.52.193.0", 24),
            of("192.88.99.0", 24),
            of("192.168.0.0", 16),
            of("192.175.48.0", 24),
            of("198.18.0.0", 15),
            of("198.51.100.0", 24),
            of("203.0.113.0", 24),
            of("224.0.0.0", 4),
            of("240.0.0.0", 4));

    /** Of the other kind only what is given out to the public, less what holds an address of the first kind or documents. */
    private static final Network PUBLIC_V6 = of("2000::", 3);

    private static final List<Network> NOT_PUBLIC_V6 = List.of(
            of("2001::", 23), of("2001:db8::", 32), of("2002::", 16), of("2620:4f:8000::", 48), of("3fff::", 20));

    private static final int V4_BYTES = 4;

    private static Network of(String literal, int bits) {
        try {
            return new Network(InetAddress.ofLiteral(literal).getAddress(), bits);
        } catch (IllegalArgumentException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether an address is of the public internet. */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == V4_BYTES
                ? NOT_PUBLIC.stream().noneMatch(network -> network.holds(bytes))
                : PUBLIC_V6.holds(bytes) && NOT_PUBLIC_V6.stream().noneMatch(network -> network.holds(bytes));
    }

    private boolean holds(byte[] address) {
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        int mask = 0xff << (Byte.SIZE - rest) & 0xff;
        return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
    }
}
