package dev.keizoku.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NdjsonTest {

    private final ObjectMapper mapper = StrictJson.mapper();

    private record Row(String accountId, int events) {}

    private record Amount(BigDecimal amount, Map<String, BigDecimal> limits) {}

    @Test
    void readsBackWhatWasWritten() throws IOException {
        assertThat(read(written(3))).containsExactly(new Row("a0", 0), new Row("a1", 1), new Row("a2", 2));
        assertThat(read(written(0))).isEmpty();
    }

    @Test
    void aStreamThatBreaksOffAnywhereIsRefused() throws IOException {
        byte[] whole = written(3);
        for (int length = 0; length < whole.length - 2; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(NdjsonReader.TruncatedStream.class);
        }
    }

    @Test
    void aStreamStaysRefusedWhoeverAsksAgain() throws IOException {
        byte[] whole = written(3);
        byte[] cut = Arrays.copyOf(whole, whole.length - 4);
        NdjsonReader<Row> reader = new NdjsonReader<>(new ByteArrayInputStream(cut), mapper, Row.class);
        for (int i = 0; i < 3; i++) {
            reader.next();
        }
        assertThatThrownBy(reader::hasNext).isInstanceOf(NdjsonReader.TruncatedStream.class);
        assertThatThrownBy(reader::hasNext).isInstanceOf(NdjsonReader.TruncatedStream.class);
    }

    @Test
    void aNumberOfTheDatabaseIsReadWithoutTheZerosItEndsWith() throws IOException {
        String line = "{\"amount\":120.500000,\"limits\":{\"seats\":10.000000,\"events\":0.000000}}\n";
        byte[] stream = (line + "{\"end\":true,\"count\":1}\n").getBytes(UTF_8);
        try (NdjsonReader<Amount> reader = new NdjsonReader<>(new ByteArrayInputStream(stream), mapper, Amount.class)) {
            Amount amount = reader.next();
            assertThat(amount.amount()).hasToString("120.5");
            assertThat(amount.limits()).hasToString("{seats=10, events=0}");
            assertThat(reader.hasNext()).isFalse();
        }
    }

    private byte[] written(int rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NdjsonWriter writer = new NdjsonWriter(out, mapper);
        for (int i = 0; i < rows; i++) {
            writer.write(new Row("a" + i, i));
        }
        writer.finish();
        return out.toByteArray();
    }

    private List<Row> read(byte[] stream) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (NdjsonReader<Row> reader = new NdjsonReader<>(new ByteArrayInputStream(stream), mapper, Row.class)) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }
}
