package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CopyTextTest {

    @Test
    void escapesWhatWouldEndAFieldOrARow() {
        CopyText rows = new CopyText(16);
        rows.field("a\tb\nc\\d\re").field(null).field(1).endRow();
        rows.field("\\N").endRow();

        assertThat(new String(rows.bytes(), StandardCharsets.UTF_8)).isEqualTo("a\\tb\\nc\\\\d\\re\t\\N\t1\n\\\\N\n");
    }
}
