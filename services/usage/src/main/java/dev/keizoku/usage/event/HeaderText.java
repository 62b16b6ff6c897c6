package dev.keizoku.usage.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The value of a CloudEvents attribute that came as an HTTP header: unquoted first, then percent-decoded once, as the
 * HTTP binding (3.1.3.2) has it. Raw spaces and raw UTF-8, which SDKs send, are taken as they are.
 */
final class HeaderText {

    private static final int LATIN = 0xFF;

    private HeaderText() {}

    /**
     * The text.
     *
     * @param value as the server read it, every byte a character
     * @throws CharacterCodingException when its bytes are not UTF-8
     */
    static String decode(String value) throws CharacterCodingException {
        String plain = unquoted(value.strip());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int high = c == '%' && i + 2 < plain.length() ? Character.digit(plain.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(plain.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else if (c <= LATIN) {
                bytes.write(c);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        if (!quoted) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 1; i < value.length() - 1; i++) {
            char c = value.charAt(i);
            boolean escape = c == '\\' && i + 1 < value.length() - 1;
            plain.append(escape ? value.charAt(++i) : c);
        }
        return plain.toString();
    }
}
