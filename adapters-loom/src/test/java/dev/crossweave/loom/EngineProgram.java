package dev.crossweave.loom;

import dev.crossweave.RunQueue;

/** Runs a stepped thread, or prints why it can't. */
public final class EngineProgram {

    private EngineProgram() {
    }

    public static void main(String[] arguments) throws Exception {
        try (RunQueue queue = new RunQueue()) {
            System.out.println(queue.runUntil(LoomSteps.on(queue).fromCallable(() -> {
                Thread.yield();
                return "stepped in " + LoomSteps.class.getModule();
            })).orElseThrow());
        } catch (UnsupportedOperationException missing) {
            System.out.println(missing.getMessage());
        }
    }
}
