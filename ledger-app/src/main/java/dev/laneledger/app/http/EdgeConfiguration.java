package dev.laneledger.app.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** What stands between the network and the controllers: limits, tokens, problems. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/laneledger/app/http/http.properties")
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  SslAutoConfiguration.class,
  ServletWebSecurityAutoConfiguration.class,
  SecurityFilterAutoConfiguration.class
})
@Import({SecurityConfiguration.class, ProblemAdvice.class})
class EdgeConfiguration {

  /** Into the application's registry, where it has one. */
  @Bean
  FailedLogins failedLogins(ObjectProvider<MeterRegistry> meters) {
    return new FailedLogins(meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  /** Cookies are for TLS only where the property says that it ends in front of the ledger. */
  @Bean
  Sessions sessions(
      TokenAuthenticator tokens,
      FailedLogins failures,
      @Value("${laneledger.tls-in-front:false}") boolean secure) {
    return new Sessions(tokens, failures, secure, System::nanoTime);
  }

  @Bean
  ServerCustomizer serverCustomizer() {
    return new ServerCustomizer();
  }
}
