package dev.keizoku.health.model.learn;

/** The values of one observation in the order of its inputs; some may be unknown. */
public final class Values {

    /** Stands for what is not known. */
    public static final double UNKNOWN = Double.NaN;

    private final double[] numbers;

    private Values(double[] numbers) {
        this.numbers = numbers;
    }

    public static Values of(double... numbers) {
        return new Values(numbers.clone());
    }

    public int size() {
        return numbers.length;
    }

    public boolean known(int index) {
        return !Double.isNaN(numbers[index]);
    }

    public double get(int index) {
        return numbers[index];
    }

    /** The same with more values behind. */
    Values and(double... more) {
        double[] all = new double[numbers.length + more.length];
        System.arraycopy(numbers, 0, all, 0, numbers.length);
        System.arraycopy(more, 0, all, numbers.length, more.length);
        return new Values(all);
    }
}
