package dev.crossweave.benchmarks;

/**
 * Bytes of live heap for each of many things, after a full collection before and after they are made.
 *
 * @param name as in {@link Measure#name()}
 * @param size how many things
 * @param crowd makes the things
 */
public record LiveHeap(String name, int size, Crowd crowd) implements Measure {

    private static final int WARM_SIZE = 20_000;

    /** Things that can be made, any number of them, and ended again, which shows that they were alive. */
    public interface Crowd {

        /**
         * Makes room for references to all of them, before counting begins.
         *
         * @param size how many they will be
         * @throws Exception when that failed
         */
        void prepare(int size) throws Exception;

        /**
         * Makes them all.
         *
         * @throws Exception when that failed
         */
        void make() throws Exception;

        /**
         * Ends them all and forgets them.
         *
         * @return how many have ended as they should
         * @throws Exception when that failed
         */
        long end() throws Exception;
    }

    @Override
    public String unit() {
        return "B";
    }

    @Override
    public int rounds() {
        return 3;
    }

    @Override
    public void warm() throws Exception {
        bytes(WARM_SIZE);
    }

    @Override
    public double sample() throws Exception {
        return bytes(size);
    }

    private double bytes(int size) throws Exception {
        crowd.prepare(size);
        long before = used();
        crowd.make();
        long after = used();
        Work.check(name, size, crowd.end());
        if (after <= before) {
            throw new IllegalStateException(name + " measured no heap: expected more than the " + before
                    + " bytes that were live before, got " + after
                    + "; does the collector leave dead objects in place?");
        }
        return (double) (after - before) / size;
    }

    /** Collects until nothing more goes: references and cleaners take a second round. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (;;) {
            System.gc();
            long now = runtime.totalMemory() - runtime.freeMemory();
            if (now >= least) {
                return least;
            }
            least = now;
        }
    }
}
