package io.quayside.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application like any other of Spring Boot: its beans are found in this package. */
@SpringBootApplication(proxyBeanMethods = false)
public class Application {
    /** For Spring. */
    public Application() {}

    /** Runs until the process is asked to end. */
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }
}
