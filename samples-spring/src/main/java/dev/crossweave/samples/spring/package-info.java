/**
 * A WebFlux application on Spring Boot whose controllers return a {@code Task} or a {@code PollableStream}, and take one as a
 * request's body, as they would a Mono or a Flux.
 *
 * <p>{@code CrossweaveTypes} is all that it takes: it tells Spring's {@code ReactiveAdapterRegistry} how the two are converted.
 * {@code TenantContext} keeps who a request is for, from its header to the database call, through tasks of R2DBC and of virtual
 * threads, and nobody passes it on by hand: a query without it is an error.
 */
@NullMarked
package dev.crossweave.samples.spring;

import org.jspecify.annotations.NullMarked;
