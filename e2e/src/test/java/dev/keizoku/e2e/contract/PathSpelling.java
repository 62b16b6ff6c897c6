package dev.keizoku.e2e.contract;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** Ways to write a path that some program might read as the path itself. */
enum PathSpelling {
    SLASHES_BEFORE(path -> "/" + path),
    SLASHES_WITHIN(path -> afterFirst(path, "/")),
    SLASH_BEHIND(path -> path + "/"),
    SLASHES_BEHIND(path -> path + "//"),
    PARAMETER_BEHIND(path -> path + ";x=1"),
    BARE_SEMICOLON_BEHIND(path -> path + ";"),
    PARAMETER_WITHIN(path -> afterFirst(path, ";x=1")),
    ENCODED_SEMICOLON_BEHIND(path -> path + "%3Bx=1"),
    DOT_BEFORE(path -> "/." + path),
    DOT_WITHIN(path -> afterFirst(path, "/.")),
    DOT_BEHIND(path -> path + "/."),
    ENCODED_DOT_WITHIN(path -> afterFirst(path, "/%2e")),
    DOTS_WITHIN(path -> afterFirst(path, "/x/..")),
    DOTS_BEHIND(path -> path + "/x/.."),
    ENCODED_DOTS_WITHIN(path -> afterFirst(path, "/x/%2E%2e")),
    PARAMETER_AND_DOTS(path -> afterFirst(path, "/x;y=1/..")),
    DOTS_WITH_A_SEMICOLON(path -> "/..;" + path),
    BY_A_PUBLIC_PAGE(path -> "/q/openapi/../.." + path),
    BY_A_PUBLIC_PAGE_ENCODED(path -> "/q/openapi/%2e%2e/%2e%2e" + path),
    ENCODED_SLASHES(path -> "/" + path.substring(1).replace("/", "%2f")),
    ENCODED_SLASH_BEHIND(path -> path + "%2F"),
    BACKSLASH(path -> afterFirst(path, "%5c")),
    UPPER_CASE(path -> path.toUpperCase(Locale.ROOT)),
    ENCODED_LETTERS(path -> path.replaceFirst("^/(api/)?v", "/$1%76")),
    NUL_BEHIND(path -> path + "%00"),
    NUL_WITHIN(path -> afterFirst(path, "%00")),
    SPACE_BEHIND(path -> path + "%20"),
    LINE_END_BEHIND(path -> path + "%0d%0a"),
    QUESTION_MARK_BEHIND(path -> path + "%3F"),
    HASH_BEHIND(path -> path + "%23"),
    FILE_OF_IT(path -> path + ".json"),
    UNDER_THE_MANAGEMENT(path -> "/q" + path);

    private final UnaryOperator<String> spelling;

    PathSpelling(UnaryOperator<String> spelling) {
        this.spelling = spelling;
    }

    /** The path of a target in this spelling; its query stays as it is. */
    String of(String target) {
        int query = target.indexOf('?');
        return query < 0
                ? spelling.apply(target)
                : spelling.apply(target.substring(0, query)) + target.substring(query);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String afterFirst(String path, String inserted) {
        int end = path.indexOf('/', 1);
        return path.substring(0, end) + inserted + path.substring(end);
    }
}
