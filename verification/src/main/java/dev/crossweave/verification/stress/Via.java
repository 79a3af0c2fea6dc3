package dev.crossweave.verification.stress;

/** Through which adapter a scenario goes. */
enum Via {
    /** Core's own, of {@link java.util.concurrent.Flow}. */
    FLOW,
    /** Reactor's Flux or Mono. */
    REACTOR,
    /** RxJava's Flowable or Single. */
    RXJAVA,
    /** RxJava's Observable, which has no demand. */
    OBSERVABLE
}
