package dev.crossweave.verification.stress;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lives of an embedded task in small, with one {@link Flaw}: the twins of the real one. The word is 4 × life + 1 when
 * ended, + 2 when cancelling, + 3 when ended as cancelled. No part of Crossweave uses it.
 */
final class SmallLives implements Lives {

    private static final int NEW = 0;
    private static final int ENDED = 1;
    private static final int CANCELLING = 2;
    private static final int CANCELLED = 3;

    private final Flaw flaw;
    private final Rights rights;
    private final AtomicInteger word = new AtomicInteger(ENDED);

    SmallLives(Flaw flaw, Rights rights) {
        this.flaw = flaw;
        this.rights = rights;
    }

    @Override
    public boolean rearm() {
        int now = word.get();
        return (now & ENDED) != 0 && Cell.set(word, now, 4 * (now / 4 + 1) + NEW, flaw == Flaw.REARM_TORN);
    }

    @Override
    public void staleWake() {
        if (flaw == Flaw.WAKE_STARTS && (word.get() & ENDED) == 0) {
            rights.add();
        }
    }

    @Override
    public boolean staleCancel() {
        if (flaw == Flaw.LIFE_TORN && word.get() / 4 == 0) {
            Cell.pause();
            word.getAndUpdate(now -> (now & ENDED) != 0 ? now : now | CANCELLING);
        }
        return false; // the first life is over
    }

    @Override
    public void stalePoll() {
        if (flaw == Flaw.LIFE_TORN && word.get() / 4 == 0) {
            Cell.pause();
            if ((word.get() & ENDED) == 0) {
                rights.add();
            }
        }
    }

    @Override
    public void cancelAndDrop() {
        word.getAndUpdate(now -> (now & ENDED) != 0 ? now : now | CANCELLED);
    }

    @Override
    public int disturbed() {
        return word.get() % 4 == CANCELLING ? 1 : 0;
    }

    @Override
    public int life() {
        return word.get() / 4;
    }

    @Override
    public int kind() {
        return switch (word.get() % 4) {
            case ENDED -> 1;
            case CANCELLED -> 3;
            default -> 0;
        };
    }

    @Override
    public boolean hasReason() {
        return false;
    }
}
