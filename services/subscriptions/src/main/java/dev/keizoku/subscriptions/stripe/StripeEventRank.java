package dev.keizoku.subscriptions.stripe;

/**
 * What comes first of the events of one second: their times tell no more.
 *
 * <p>A thing is created, then updated, then deleted; a subscription is shown before its invoices and discounts are told of.
 */
final class StripeEventRank {

    private static final int UPDATED = 10;
    private static final int INVOICE = 20;
    private static final int DISCOUNT = 30;
    private static final int DELETED = 40;

    private StripeEventRank() {}

    static int of(String type) {
        String what = type.substring(type.lastIndexOf('.') + 1);
        if (type.startsWith("invoice.")) {
            return INVOICE;
        }
        int step = what.equals("created") ? 0 : what.equals("deleted") ? 2 : 1;
        if (type.startsWith("customer.discount.")) {
            return DISCOUNT + step;
        }
        // The same object under its older name says less.
        int newer = type.startsWith("plan.") ? 0 : 1;
        return newer + (step == 0 ? 0 : step == 1 ? UPDATED : DELETED);
    }
}
