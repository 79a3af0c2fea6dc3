package dev.crossweave.samples.spring;

import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is returned is awaited by Spring; a client that hangs up cancels it. */
@RestController
public class ProductController {

    private final Products products;

    ProductController(Products products) {
        this.products = products;
    }

    /** A task as the answer; what fails in it is what the handlers below get, the very object. */
    @GetMapping("/products/{id}")
    Task<Product> product(@PathVariable("id") int id) {
        return products.find(id).map(found -> {
            if (found == null) {
                throw new UnknownProduct(id);
            }
            return found;
        });
    }

    /** A stream as the answer, line by line as the client takes them. */
    @GetMapping(path = "/products", produces = MediaType.APPLICATION_NDJSON_VALUE)
    PollableStream<Product> products() {
        return products.all();
    }

    /** A blocking query, awaited without blocking. */
    @GetMapping("/count")
    Task<Integer> count() {
        return products.count();
    }

    /** A task as the body. */
    @PostMapping("/products")
    @ResponseStatus(HttpStatus.CREATED)
    Task<@Nullable Product> add(@RequestBody Task<Product> sent) {
        return sent.then(products::add);
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String unknown(UnknownProduct unknown) {
        return String.valueOf(unknown.getMessage());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    String missing(TenantContext.MissingTenant missing) {
        return String.valueOf(missing.getMessage());
    }

    /** There is no such product of this tenant. */
    static final class UnknownProduct extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownProduct(int id) {
            super("there is no product " + id + " here");
        }
    }
}
