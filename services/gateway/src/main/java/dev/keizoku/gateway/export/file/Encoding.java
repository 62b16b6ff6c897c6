package dev.keizoku.gateway.export.file;

/** How the text of a CSV file becomes bytes. */
public enum Encoding {
    UTF_8("utf-8", "utf-8"),
    /** With the mark at the beginning by which Excel knows it. */
    UTF_8_BOM("utf-8-bom", "utf-8"),
    /** What Excel and older systems in Japan read; see {@link Cp932} for what it cannot say. */
    CP932("cp932", "windows-31j");

    private final String key;
    private final String charset;

    Encoding(String key, String charset) {
        this.key = key;
        this.charset = charset;
    }

    public String key() {
        return key;
    }

    /** As it is named in a content type. */
    public String charset() {
        return charset;
    }
}
