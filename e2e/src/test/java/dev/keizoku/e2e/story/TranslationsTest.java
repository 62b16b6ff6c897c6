package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Page;
import dev.keizoku.e2e.suite.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A page and its translation are one page: what is typed is the same, and each leads to the other. */
class TranslationsTest {

    private static final Path ROOT = Repository.root();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    static Stream<Arguments> pages() throws IOException {
        Path japanese = ROOT.resolve("docs/ja");
        try (Stream<Path> pages = Files.list(japanese)) {
            List<Arguments> translated = pages.map(
                            page -> Arguments.of("docs/" + page.getFileName(), "docs/ja/" + page.getFileName()))
                    .toList();
            return Stream.concat(Stream.of(Arguments.of("README.md", "README.ja.md")), translated.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void haveTheSameBlocksOfCode(String page, String translation) {
        assertThat(Page.blocks(translation, "\\w*")).isEqualTo(Page.blocks(page, "\\w*"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void haveTheSameHeadings(String page, String translation) throws IOException {
        assertThat(headings(translation)).isEqualTo(headings(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void haveTheSameTables(String page, String translation) throws IOException {
        assertThat(tables(translation)).isEqualTo(tables(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadToEachOtherAndNowhereElseInVain(String page, String translation) throws IOException {
        assertThat(links(page)).contains(ROOT.resolve(translation)).allMatch(Files::exists);
        assertThat(links(translation)).contains(ROOT.resolve(page)).allMatch(Files::exists);
    }

    /** The levels of a page's headings, in their order. */
    private static List<Integer> headings(String page) throws IOException {
        return prose(page)
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.indexOf(' '))
                .toList();
    }

    /** The columns of every row of a page's tables, in their order. */
    private static List<Long> tables(String page) throws IOException {
        return prose(page)
                .filter(line -> line.startsWith("|"))
                .map(line -> line.chars().filter(sign -> sign == '|').count())
                .toList();
    }

    /** Every line that is not of a block of code. */
    private static Stream<String> prose(String page) throws IOException {
        boolean[] code = {false};
        return Files.readAllLines(ROOT.resolve(page)).stream().filter(line -> {
            code[0] ^= line.startsWith("```");
            return !code[0];
        });
    }

    private static List<Path> links(String page) throws IOException {
        Path from = ROOT.resolve(page);
        return LINK.matcher(Files.readString(from))
                .results()
                .map(link -> link.group(1))
                .map(link -> from.resolveSibling(link).normalize())
                .toList();
    }
}
