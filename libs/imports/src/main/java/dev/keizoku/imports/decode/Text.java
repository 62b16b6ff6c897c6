package dev.keizoku.imports.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Decodes bytes to characters and marks what is no text in the charset, so that only the record it stands in is lost. */
final class Text {

    /** Stands for bytes that are not text; a noncharacter, so nobody's data holds it. */
    private static final char MALFORMED = '\uFFFF';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Text() {}

    /** The characters of a stream, without the byte order mark some programs put first. */
    static BufferedReader open(InputStream in, Charset charset) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        in,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                                .replaceWith(String.valueOf(MALFORMED))),
                32 * 1024);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    /** True when the text holds something that was not text in the charset, or that no database stores. */
    static boolean isBroken(String value) {
        return value.indexOf(MALFORMED) >= 0 || value.indexOf('\0') >= 0;
    }
}
