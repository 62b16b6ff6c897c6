package dev.keizoku.imports.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.imports.decode.FileFormat.Syntax;
import dev.keizoku.kernel.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {

    private static final Charset CP932 = Charset.forName("windows-31j");
    private static final FileFormat CSV = new FileFormat(Syntax.CSV, StandardCharsets.UTF_8, ',');
    private static final FileFormat NDJSON = new FileFormat(Syntax.NDJSON, StandardCharsets.UTF_8, ',');

    static List<Arguments> oneRecordFiles() {
        return List.of(
                Arguments.of("plain", "a,b\n1,2\n", Map.of("a", "1", "b", "2")),
                Arguments.of("no line end at the end", "a,b\n1,2", Map.of("a", "1", "b", "2")),
                Arguments.of("CRLF", "a,b\r\n1,2\r\n", Map.of("a", "1", "b", "2")),
                Arguments.of("quotes", "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", Map.of("a", "x, y", "b", "say \"hi\"")),
                Arguments.of("a line end in quotes", "a,b\n\"x\r\ny\",2\n", Map.of("a", "x\r\ny", "b", "2")),
                Arguments.of("a byte order mark", "\uFEFFa,b\n1,2\n", Map.of("a", "1", "b", "2")),
                Arguments.of("blank lines", "a,b\n\n1,2\n\n", Map.of("a", "1", "b", "2")),
                Arguments.of("spaces in the header", " a , b\n1,2\n", Map.of("a", "1", "b", "2")),
                Arguments.of("four bytes of UTF-8", "a,b\n𠮷野家,2\n", Map.of("a", "𠮷野家", "b", "2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneRecordFiles")
    void readsCsv(String name, String file, Map<String, Object> expected) {
        assertThat(read(file.getBytes(StandardCharsets.UTF_8), CSV))
                .singleElement()
                .isInstanceOfSatisfying(
                        Entry.Read.class, record -> assertThat(record.values()).isEqualTo(expected));
    }

    @Test
    void readsTheJapaneseOfWindows() {
        byte[] file = "名前,区分\r\n髙﨑商店①,ﾃｽﾄ\r\n".getBytes(CP932);
        assertThat(read(file, new FileFormat(Syntax.CSV, CP932, ',')))
                .containsExactly(new Entry.Read(2, Map.of("名前", "髙﨑商店①", "区分", "ﾃｽﾄ")));
    }

    @Test
    void losesOnlyTheLineThatIsNoText() {
        byte[] bad = "a,b\n1,2\n3,?\n5,6\n".getBytes(StandardCharsets.ISO_8859_1);
        bad[new String(bad, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xFF;
        assertThat(read(bad, CSV))
                .extracting(Entry::line, entry -> entry instanceof Entry.Read)
                .containsExactly(tuple(2, true), tuple(3, false), tuple(4, true));
    }

    @Test
    void namesTheLineARecordBeginsIn() {
        assertThat(read("a\n\"x\ny\"\nz\n".getBytes(StandardCharsets.UTF_8), CSV))
                .extracting(Entry::line)
                .containsExactly(2L, 4L);
    }

    @Test
    void refusesALineOfAnotherLengthAlone() {
        assertThat(read("a,b\n1\n1,2,3\n1,2\n".getBytes(StandardCharsets.UTF_8), CSV))
                .extracting(entry -> entry instanceof Entry.Read)
                .containsExactly(false, false, true);
    }

    static List<Arguments> hopelessFiles() {
        return List.of(
                Arguments.of("empty", new byte[0], "is empty"),
                Arguments.of("UTF-16", "a,b\n1,2".getBytes(StandardCharsets.UTF_16), "not text in UTF-8"),
                Arguments.of("zip", new byte[] {'P', 'K', 3, 4, (byte) 0xFE, (byte) 0x80, 0, 0}, "not text in UTF-8"),
                Arguments.of("cp932 read as UTF-8", "名前,区分\n1,2".getBytes(CP932), "Say which charset the file has"),
                Arguments.of("a column twice", "a,a\n1,2".getBytes(StandardCharsets.UTF_8), "names a column twice"),
                Arguments.of(
                        "a column missing",
                        "x,y\n1,2".getBytes(StandardCharsets.UTF_8),
                        "has no column \"a\"; it has \"x\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hopelessFiles")
    void saysWhyAFileIsHopeless(String name, byte[] file, String reason) {
        Set<String> needed = name.equals("a column missing") ? Set.of("a") : Set.of();
        assertThatThrownBy(() -> Records.open(in(file), CSV, needed, StrictJson.mapper()))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining(reason);
    }

    @Test
    void saysWhereAQuoteIsNeverClosed() {
        String file = "a\n1\n\"" + "x".repeat(3 * 1024 * 1024);
        List<Entry> seen = new ArrayList<>();
        assertThatThrownBy(() -> {
                    Records records =
                            Records.open(in(file.getBytes(StandardCharsets.UTF_8)), CSV, Set.of(), StrictJson.mapper());
                    records.forEachRemaining(seen::add);
                })
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("a quote is never closed");
        assertThat(seen).hasSize(1);
    }

    @Test
    void readsOneObjectALine() {
        String file = """
                {"id":"a","n":1.25,"ok":true,"none":null,"tags":["x",1],"attributes":{"country":"JP","deep":{"k":"v"}}}

                {"id":"b"}
                """;
        assertThat(read(file.getBytes(StandardCharsets.UTF_8), NDJSON))
                .containsExactly(
                        new Entry.Read(
                                1,
                                Map.of(
                                        "id",
                                        "a",
                                        "n",
                                        new BigDecimal("1.25"),
                                        "ok",
                                        true,
                                        "tags",
                                        List.of("x", new BigDecimal(1)),
                                        "attributes.country",
                                        "JP",
                                        "attributes.deep.k",
                                        "v")),
                        new Entry.Read(3, Map.of("id", "b")));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "{\"a\":1",
                "[1]",
                "\"x\"",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1} {\"a\":2}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":{\"b\":[{\"c\":\"\\ud800\"}]}}"
            })
    void refusesABadLineAlone(String bad) {
        String file = "{\"id\":\"a\"}\n" + bad + "\n{\"id\":\"b\"}\n";
        assertThat(read(file.getBytes(StandardCharsets.UTF_8), NDJSON))
                .extracting(entry -> entry instanceof Entry.Read)
                .containsExactly(true, false, true);
    }

    @Test
    void refusesALineThatIsTooLongAlone() {
        String file = "{\"id\":\"a\"}\n{\"id\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}\n{\"id\":\"b\"}";
        assertThat(read(file.getBytes(StandardCharsets.UTF_8), NDJSON))
                .extracting(entry -> entry instanceof Entry.Read)
                .containsExactly(true, false, true);
    }

    private static org.assertj.core.groups.Tuple tuple(long line, boolean read) {
        return org.assertj.core.groups.Tuple.tuple(line, read);
    }

    @Test
    void readsObjectsOfAJsonDocument() {
        FileFormat json = new FileFormat(Syntax.JSON, StandardCharsets.UTF_8, ',');
        List<Entry> array =
                read("[{\"a\": \"x\"},\n {\"b\":\n {\"c\": [true]}}, 3]".getBytes(StandardCharsets.UTF_8), json);
        assertThat(array.subList(0, 2))
                .containsExactly(new Entry.Read(1, Map.of("a", "x")), new Entry.Read(2, Map.of("b.c", List.of(true))));
        assertThat(array.get(2)).isInstanceOf(Entry.Unreadable.class);
        assertThat(read("{\"a\": \"x\"}\n{\"a\": \"y\"}".getBytes(StandardCharsets.UTF_8), json))
                .extracting(Entry::line)
                .containsExactly(1L, 2L);
        assertThatThrownBy(() -> read("[{\"a\": 1}, {".getBytes(StandardCharsets.UTF_8), json))
                .isInstanceOf(UnreadableFile.class);
    }

    /** Two bytes at a time, so that characters are cut between reads. */
    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, bytes.length > 10_000 ? length : 2));
            }
        };
    }

    private static List<Entry> read(byte[] file, FileFormat format) {
        try {
            List<Entry> entries = new ArrayList<>();
            Records.open(in(file), format, Set.of(), StrictJson.mapper()).forEachRemaining(entries::add);
            return entries;
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
