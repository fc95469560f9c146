package dev.laneledger.app.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Tomcat, virtual threads and Spring MVC cost by themselves: reads a JSON body and answers 201
 * with a small one, without tokens, rules or a store.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class
})
@RestController
public class TrivialServer {
  static final String PATH = "/trivial";
  private static final byte[] ANSWER =
      "{\"receipts\":[{\"seq\":1}]}".getBytes(StandardCharsets.US_ASCII);

  TrivialServer() {}

  /** Serves on a free port of the loopback interface; the first line printed is the URL. */
  public static void main(String... arguments) {
    SpringApplication application = new SpringApplication(TrivialServer.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(
        Map.of(
            "server.address",
            "127.0.0.1",
            "server.port",
            0,
            "server.tomcat.max-keep-alive-requests",
            -1,
            "spring.threads.virtual.enabled",
            true));
    var context = (ServletWebServerApplicationContext) application.run(arguments);
    int port = Objects.requireNonNull(context.getWebServer()).getPort();
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
    out.println("http://127.0.0.1:" + port);
  }

  @PostMapping(PATH)
  ResponseEntity<byte[]> answer(@RequestBody byte[] body) {
    return ResponseEntity.status(201).contentType(MediaType.APPLICATION_JSON).body(ANSWER);
  }
}
