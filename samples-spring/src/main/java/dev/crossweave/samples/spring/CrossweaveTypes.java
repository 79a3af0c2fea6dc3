package dev.crossweave.samples.spring;

import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.reactor.ReactorStreams;
import dev.crossweave.reactor.ReactorTasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tasks and streams for Spring: what a controller may return, and take as the body of a request. Copy this. */
@Configuration(proxyBeanMethods = false)
public class CrossweaveTypes {

    /** Spring's own registry, to which both are added. A task of null is an empty body. */
    @Autowired
    void register(@Qualifier("webFluxAdapterRegistry") ReactiveAdapterRegistry registry) {
        registry.registerReactiveType(
                ReactiveTypeDescriptor.singleOptionalValue(Task.class, () -> Tasks.value(null)),
                task -> ReactorTasks.<Object>toMono((Task<?>) task),
                publisher -> ReactorTasks.fromMono(Mono.from(publisher)));
        registry.registerReactiveType(
                ReactiveTypeDescriptor.multiValue(PollableStream.class, () -> ReactorStreams.fromFlux(Flux.empty())),
                stream -> ReactorStreams.toFlux((PollableStream<?>) stream),
                publisher -> ReactorStreams.fromFlux(Flux.from(publisher)));
    }
}
