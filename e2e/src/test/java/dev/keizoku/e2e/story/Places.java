package dev.keizoku.e2e.story;

import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Wherever the suite writes something down or tells it: where a text stands, and how much was looked through. */
final class Places {

    private final Suite suite;
    private final Map<String, String> texts;
    private final Set<String> found = new TreeSet<>();
    private final Map<String, Long> searched = new TreeMap<>();

    /**
     * To be looked through.
     *
     * @param texts what is looked for, by what it is
     */
    Places(Suite suite, Map<String, String> texts) {
        this.suite = suite;
        this.texts = texts;
    }

    /** What was found, and where. */
    Set<String> found() {
        return found;
    }

    /** How much of what was looked through so far. */
    Map<String, Long> searched() {
        return searched;
    }

    void look(String place, String text) {
        texts.forEach((what, secret) -> {
            if (text.contains(secret)) {
                found.add(what + " in " + place);
            }
        });
    }

    void lookAll(String kind, List<String> all) {
        all.forEach(one -> look(kind, one));
        searched.merge(kind, (long) all.size(), Long::sum);
    }

    /** Every row of every table, whatever its columns are; bytes as such, and as the text they may be. */
    void databases() throws SQLException {
        for (Member member : Member.values()) {
            try (Connection connection = suite.database().connect(member.id())) {
                for (String table : tables(connection)) {
                    searched.merge("tables", 1L, Long::sum);
                    searched.merge("rows", rows(connection, table), Long::sum);
                    for (Map.Entry<String, String> one : texts.entrySet()) {
                        if (standsIn(connection, table, one.getValue())) {
                            found.add(one.getKey() + " in " + member.id() + "." + table);
                        }
                    }
                }
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select oid::regclass from pg_class where relkind = 'r' and relpersistence <> 't'"
                                + " and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static long rows(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static boolean standsIn(Connection connection, String table, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select exists (select from " + table
                + " t where position(? in t::text) > 0 or position(? in t::text) > 0)")) {
            statement.setString(1, text);
            statement.setString(2, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    void logs() throws IOException {
        for (Path log : suite.logs()) {
            try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    searched.merge("lines of logs", 1L, Long::sum);
                    look(log.getFileName().toString(), line);
                }
            }
        }
    }

    void metrics() {
        for (Member member : Member.values()) {
            lookAll("lines of metrics", suite.metrics(member).lines().toList());
        }
    }

    void traces() {
        lookAll("spans", suite.traces().spans().stream().map(Object::toString).toList());
    }
}
