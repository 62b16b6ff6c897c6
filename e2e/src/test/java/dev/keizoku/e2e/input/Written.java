package dev.keizoku.e2e.input;

/**
 * A request, written by hand.
 *
 * @param keepsOpen whether it is left to the other side to end the connection
 */
record Written(String line, String headers, boolean keepsOpen, byte[] body) {

    static Written get(String target, String headers) {
        return new Written("GET " + target, headers, false, new byte[0]);
    }

    static Written json(String line, byte[] body) {
        return typed(line, "application/json", body);
    }

    static Written typed(String line, String type, byte[] body) {
        String headers = "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n";
        return new Written(line, headers, false, body);
    }

    static Written packed(String line, String coding, byte[] body) {
        Written plain = json(line, body);
        return new Written(plain.line, plain.headers + "Content-Encoding: " + coding + "\r\n", false, body);
    }
}
