package dev.keizoku.demo.company;

import java.util.List;
import java.util.stream.Stream;

/** The company as it played out: every customer that ever was, in the order they came. */
public record Company(Story story, List<Customer> customers) {

    public Company {
        customers = List.copyOf(customers);
    }

    /** Plays the story; the same story always gives the same company. */
    public static Company play(Story story) {
        return new Playbook(story).play();
    }

    /** The customers that had come by the end of the story. */
    public Stream<Customer> seen() {
        return customers.stream().filter(customer -> !customer.since().isAfter(story.end()));
    }

    /** What had been decided by the end, each customer's changes in order. */
    public Stream<Change> changes() {
        return customers.stream()
                .flatMap(customer -> customer.changes().stream())
                .filter(change -> change.at().isBefore(story.curtain()));
    }
}
