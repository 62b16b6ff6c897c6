package dev.keizoku.health.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a page as Markdown or as HTML. Names come from customers: everything is escaped, so that none of them can be a
 * link, a tag or a script.
 */
final class ReportText {

    private static final String MARKDOWN_MEANS_SOMETHING = "\\`*_{}[]()<>#+-.!|~&";

    private ReportText() {}

    static String markdown(ReportPage page) {
        StringBuilder text = new StringBuilder("# ").append(plain(page.title())).append("\n");
        for (ReportPage.Section section : page.sections()) {
            text.append("\n## ").append(plain(section.heading())).append("\n\n");
            section.sentences()
                    .forEach(sentence ->
                            text.append("- ").append(plain(sentence)).append("\n"));
            if (!section.header().isEmpty()) {
                row(text, section.header());
                text.append(
                        section.header().stream().map(column -> "---").collect(Collectors.joining("|", "|", "|\n")));
                section.rows().forEach(row -> row(text, row));
            }
        }
        return text.toString();
    }

    static String html(ReportPage page) {
        StringBuilder text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"")
                .append(page.language().tag())
                .append("\">\n<head><meta charset=\"utf-8\"><title>")
                .append(escaped(page.title()))
                .append("</title></head>\n<body>\n<h1>")
                .append(escaped(page.title()))
                .append("</h1>\n");
        for (ReportPage.Section section : page.sections()) {
            text.append("<h2>").append(escaped(section.heading())).append("</h2>\n");
            if (!section.sentences().isEmpty()) {
                text.append("<ul>\n");
                section.sentences()
                        .forEach(sentence ->
                                text.append("<li>").append(escaped(sentence)).append("</li>\n"));
                text.append("</ul>\n");
            }
            if (!section.header().isEmpty()) {
                text.append("<table>\n");
                cells(text, section.header(), "th");
                section.rows().forEach(row -> cells(text, row, "td"));
                text.append("</table>\n");
            }
        }
        return text.append("</body>\n</html>\n").toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(ReportText::plain).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static void cells(StringBuilder text, List<String> cells, String tag) {
        text.append("<tr>");
        cells.forEach(cell -> text.append('<')
                .append(tag)
                .append('>')
                .append(escaped(cell))
                .append("</")
                .append(tag)
                .append('>'));
        text.append("</tr>\n");
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                plain.append(' ');
            } else {
                if (MARKDOWN_MEANS_SOMETHING.indexOf(c) >= 0) {
                    plain.append('\\');
                }
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
