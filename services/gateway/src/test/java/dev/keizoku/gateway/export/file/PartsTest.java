package dev.keizoku.gateway.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PartsTest {

    private final Map<Integer, ByteArrayOutputStream> kept = new TreeMap<>();

    private void keep(int part, int piece, byte[] bytes) {
        kept.computeIfAbsent(part, number -> new ByteArrayOutputStream()).writeBytes(bytes);
        assertThat(bytes.length).isLessThanOrEqualTo(Parts.PIECE);
        assertThat(piece).isGreaterThanOrEqualTo(0);
    }

    private static Rows csv() {
        return new Rows.Csv(new Table.Plain(List.of("a")), Encoding.UTF_8, new ObjectMapper());
    }

    private static byte[] row(String value) {
        return ("{\"a\":\"" + value + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private String part(int number) {
        return kept.get(number).toString(StandardCharsets.UTF_8);
    }

    @Test
    void beginsEveryPartWithTheNamesAndLetsNoneGrowTooLarge() throws IOException {
        Parts parts = new Parts(csv(), 13, false, this::keep);
        for (String value : List.of("one", "two", "three", "four")) {
            parts.write(row(value));
        }
        assertThat(parts.finish()).extracting(Parts.Part::rows).containsExactly(2L, 1L, 1L);
        assertThat(part(1)).isEqualTo("a\r\none\r\ntwo\r\n");
        assertThat(part(2)).isEqualTo("a\r\nthree\r\n");
        assertThat(part(3)).isEqualTo("a\r\nfour\r\n");
    }

    @Test
    void hasOnePartEvenOfNothing() throws IOException {
        assertThat(new Parts(csv(), Long.MAX_VALUE, false, this::keep).finish())
                .containsExactly(new Parts.Part(1, 0, 3));
        assertThat(part(1)).isEqualTo("a\r\n");
    }

    @Test
    void cutsALargePartIntoPiecesAndKeepsEveryByte() throws IOException {
        Parts parts = new Parts(new Rows.Ndjson(), Long.MAX_VALUE, false, this::keep);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            byte[] row = row("value-" + i);
            parts.write(row);
            expected.append(new String(row, StandardCharsets.UTF_8)).append('\n');
        }
        List<Parts.Part> finished = parts.finish();
        assertThat(finished).containsExactly(new Parts.Part(1, 100_000, expected.length()));
        assertThat(part(1)).isEqualTo(expected.toString());
    }

    @Test
    void compressesWhatIsKept() throws IOException {
        Parts parts = new Parts(new Rows.Ndjson(), Long.MAX_VALUE, true, this::keep);
        for (int i = 0; i < 1000; i++) {
            parts.write(row("same"));
        }
        Parts.Part only = parts.finish().getFirst();
        assertThat(only.bytes()).isLessThan(1000).isEqualTo(kept.get(1).size());
        assertThat(new GZIPInputStream(new ByteArrayInputStream(kept.get(1).toByteArray())).readAllBytes())
                .hasSize(1000 * 13);
    }
}
