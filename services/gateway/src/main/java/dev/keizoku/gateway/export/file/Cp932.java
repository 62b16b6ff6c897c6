package dev.keizoku.gateway.export.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Map;

/**
 * Text in CP932 (Windows-31J). The seven characters that Unicode text has under another number than Microsoft's table are
 * written as the ones people mean; what is not in the table at all becomes 〓 and is counted.
 */
final class Cp932 {

    private static final Charset CHARSET = Charset.forName("windows-31j");
    private static final String MISSING = "〓";

    private static final Map<Character, Character> TWINS = Map.of(
            '\u2014', '\u2015', '\u2016', '\u2225', '\u2212', '\uff0d', '\u301c', '\uff5e', '\u00a2', '\uffe0',
            '\u00a3', '\uffe1', '\u00ac', '\uffe2');

    private final CharsetEncoder encoder = CHARSET.newEncoder();
    private long replaced;

    byte[] encode(String text) {
        try {
            return bytes(encoder.encode(CharBuffer.wrap(text)));
        } catch (CharacterCodingException beyond) {
            encoder.reset();
            return text(text).getBytes(CHARSET);
        }
    }

    /** How many characters had no place in the table so far. */
    long replaced() {
        return replaced;
    }

    private String text(String text) {
        StringBuilder writable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            if (encoder.canEncode(character)) {
                writable.append(character);
            } else if (point <= Character.MAX_VALUE && TWINS.containsKey((char) point)) {
                writable.append(TWINS.get((char) point));
            } else {
                replaced++;
                writable.append(MISSING);
            }
        });
        return writable.toString();
    }

    private static byte[] bytes(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
