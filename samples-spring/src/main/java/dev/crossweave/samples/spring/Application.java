package dev.crossweave.samples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts it: {@code curl -H 'X-Tenant: acme' http://localhost:8080/products/7}. */
@SpringBootApplication(proxyBeanMethods = false)
public class Application {

    /** On the port of the property {@code server.port}. */
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }
}
