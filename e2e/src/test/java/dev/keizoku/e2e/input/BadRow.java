package dev.keizoku.e2e.input;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A row of the table of bad input.
 *
 * @param onlyOfTheGateway whether it is what the gateway refuses rather than to pass it on
 * @param statuses those it may get
 * @param named the place that the errors name, at each service
 * @param told what else the answer says; empty when nothing
 * @param request nothing where a service has no place for it
 */
record BadRow(
        String name,
        boolean onlyOfTheGateway,
        List<Integer> statuses,
        Optional<Function<BadTarget, String>> named,
        String told,
        Function<BadTarget, Optional<Written>> request) {

    static BadRow of(String name, Function<BadTarget, Written> request, Integer... statuses) {
        return new BadRow(name, false, List.of(statuses), Optional.empty(), "", request.andThen(Optional::of));
    }

    static BadRow atTheGateway(String name, Function<BadTarget, Written> request, Integer... statuses) {
        return new BadRow(name, true, List.of(statuses), Optional.empty(), "", request.andThen(Optional::of));
    }

    static BadRow where(String name, Function<BadTarget, Optional<Written>> request, Integer... statuses) {
        return new BadRow(name, false, List.of(statuses), Optional.empty(), "", request);
    }

    /** The same, with an error that names this place. */
    BadRow naming(Function<BadTarget, String> place) {
        return new BadRow(name, onlyOfTheGateway, statuses, Optional.of(place), told, request);
    }

    /** The same, with an answer that says this. */
    BadRow telling(String text) {
        return new BadRow(name, onlyOfTheGateway, statuses, named, text, request);
    }

    @Override
    public String toString() {
        return name;
    }
}
