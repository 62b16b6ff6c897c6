package dev.keizoku.health.text;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keizoku.health.text.token.TextLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lexicons of the release, {@code text/lexicon-en.csv} and {@code text/lexicon-ja.csv}; each is read when it is first needed. */
final class BuiltInLexicons {

    private BuiltInLexicons() {}

    private static final class English {
        static final Lexicon LEXICON = read(TextLanguage.EN);
    }

    private static final class Japanese {
        static final Lexicon LEXICON = read(TextLanguage.JA);
    }

    static Lexicon of(TextLanguage language) {
        return switch (language) {
            case EN -> English.LEXICON;
            case JA -> Japanese.LEXICON;
        };
    }

    private static Lexicon read(TextLanguage language) {
        String name = "/text/lexicon-" + language.tag() + ".csv";
        try (InputStream in = BuiltInLexicons.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in this build.");
            }
            List<NamedCsvRecord> rows;
            try (var reader = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                rows = reader.stream().toList();
            }
            return Lexicon.of(
                    language, rows.stream().map(BuiltInLexicons::entry).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LexiconEntry entry(NamedCsvRecord row) {
        String note = row.getField("note");
        return new LexiconEntry(
                row.getField("phrase"),
                Sense.of(row.getField("reads_as")),
                new BigDecimal(row.getField("weight")),
                note.isEmpty() ? null : note);
    }
}
