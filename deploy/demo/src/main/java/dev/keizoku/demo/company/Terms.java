package dev.keizoku.demo.company;

/** What a customer pays for: a plan, a number of seats, and a billing period. */
public record Terms(Tier tier, int seats, Billing billing) {

    public Terms {
        if (seats < 1) {
            throw new IllegalArgumentException("A subscription has at least one seat.");
        }
    }

    /** The value of a year in cents; annualised so that it stays exact. */
    public long annualCents() {
        return tier.seatCents(billing) * billing.periodsPerYear() * seats;
    }

    Terms withSeats(int newSeats) {
        return new Terms(tier, newSeats, billing);
    }

    Terms withTier(Tier newTier) {
        return new Terms(newTier, seats, billing);
    }
}
