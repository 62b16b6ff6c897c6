package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonTest {

    private final ObjectMapper mapper = StrictJson.mapper();

    private record Row(String accountId, int events) {}

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
