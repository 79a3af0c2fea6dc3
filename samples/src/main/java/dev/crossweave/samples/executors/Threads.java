package dev.crossweave.samples.executors;

import java.util.List;

/** What the executors with threads of their own have in common. */
final class Threads {

    private Threads() {
    }

    static Thread start(String name, Runnable loop) {
        return Thread.ofPlatform().daemon().name(name).start(loop);
    }

    /** Waits for their end. An interrupt doesn't cut this short; the flag is set again afterwards. */
    static void join(List<Thread> threads) {
        if (threads.contains(Thread.currentThread())) {
            throw new IllegalStateException("An executor can't be closed on its own " + Thread.currentThread()
                    + ", which would wait for itself; close it on the thread that made it.");
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
