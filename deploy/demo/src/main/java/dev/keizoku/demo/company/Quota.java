package dev.keizoku.demo.company;

/** Turns a rate into whole numbers and carries what was rounded off into the next month, so that the rates of the story hold. */
final class Quota {

    private double owed;

    int take(double amount) {
        owed += amount;
        var whole = (int) Math.max(0, Math.round(owed));
        owed -= whole;
        return whole;
    }
}
