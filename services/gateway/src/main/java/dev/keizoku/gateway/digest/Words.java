package dev.keizoku.gateway.digest;

/** Codes as people say them. */
final class Words {

    private Words() {}

    static String band(String code, boolean ja) {
        if (!ja) {
            return code;
        }
        return switch (code) {
            case "green" -> "良好";
            case "yellow" -> "注意";
            case "red" -> "危険";
            default -> "不明";
        };
    }

    static String level(String code, boolean ja) {
        if (!ja) {
            return code;
        }
        return switch (code) {
            case "low" -> "低";
            case "medium" -> "中";
            case "high" -> "高";
            default -> code;
        };
    }
}
