package dev.keizoku.launcher.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A command line, taken apart: {@code --name value} pairs, bare {@code --switches}, and the rest in order. */
public record Arguments(Map<String, String> options, Set<String> switches, List<String> rest) {
    public Arguments {
        options = Map.copyOf(options);
        switches = Set.copyOf(switches);
        rest = List.copyOf(rest);
    }

    /** Reads {@code args}; only the named options take a value, only the named switches stand alone. */
    public static Arguments parse(List<String> args, Set<String> withValue, Set<String> alone) {
        Map<String, String> options = new TreeMap<>();
        Set<String> switches = new java.util.TreeSet<>();
        List<String> rest = new ArrayList<>();
        var remaining = args.iterator();
        while (remaining.hasNext()) {
            String arg = remaining.next();
            if (!arg.startsWith("--")) {
                rest.add(arg);
                continue;
            }
            int equals = arg.indexOf('=');
            String name = arg.substring(2, equals < 0 ? arg.length() : equals);
            if (alone.contains(name) && equals < 0) {
                switches.add(name);
            } else if (!withValue.contains(name)) {
                throw new Refusal("I do not know the option " + arg + ". ./keizoku help lists what there is.");
            } else if (equals >= 0) {
                options.put(name, arg.substring(equals + 1));
            } else if (remaining.hasNext()) {
                options.put(name, remaining.next());
            } else {
                throw new Refusal("The option --" + name + " needs a value.");
            }
        }
        return new Arguments(options, switches, rest);
    }

    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    public String required(String name) {
        return option(name).orElseThrow(() -> new Refusal("The option --" + name + " is missing."));
    }

    public boolean has(String name) {
        return switches.contains(name);
    }
}
