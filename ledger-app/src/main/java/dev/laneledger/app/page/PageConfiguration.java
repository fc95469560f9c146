package dev.laneledger.app.page;

import dev.laneledger.app.http.PageProblems;
import dev.laneledger.app.http.ReadRights;
import dev.laneledger.app.http.Views;
import dev.laneledger.app.publish.Checkpoints;
import dev.laneledger.app.readmodel.LedgerQueries;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** All pages. The application that imports it has the HTTP interface's beans as well. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/laneledger/app/page/page.properties")
@ImportAutoConfiguration(ThymeleafAutoConfiguration.class)
@Import({
  PageAdvice.class,
  SignInController.class,
  IssuerSignInController.class,
  OverviewController.class,
  FeedController.class,
  BlockersController.class,
  DecisionsController.class,
  TicketsController.class,
  LedgerPageController.class,
  LanePageController.class
})
public class PageConfiguration implements WebMvcConfigurer {
  private static final Assets ASSETS = Assets.shipped();

  @Bean
  Pages pages(LedgerQueries queries, Views views, ReadRights rights, InstantSource clock) {
    return new Pages(queries, views, rights, clock, ASSETS);
  }

  @Bean
  EntryFacts entryFacts(LedgerQueries queries, Checkpoints checkpoints) {
    return new EntryFacts(queries, checkpoints);
  }

  @Bean
  PageProblems pageProblems(SpringTemplateEngine templates) {
    return new ProblemPages(templates, ASSETS);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new PageHeaders());
  }

  /** What never changes under its name, since every page names it with its version. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/*")
        .addResourceLocations(Assets.LOCATIONS)
        .setCacheControl(Assets.CACHED);
  }
}
