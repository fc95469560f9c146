package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Who gets in: whoever has a token, and everyone to the checkpoint, its timestamps, the tiles and
 * the proofs of growth, which say nothing of what the ledger holds; whoever may have the entries
 * among the tiles is judged where they are shown. Nothing is kept between requests.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  SecurityFilterChain api(HttpSecurity http, TokenAuthenticator tokens) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(SecurityConfiguration::headers)
        .addFilterBefore(new BearerFilter(tokens), AbstractPreAuthenticatedProcessingFilter.class)
        .authorizeHttpRequests(r ->
            r.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(
                    "/checkpoint",
                    "/tile/**",
                    "/timestamps/*",
                    "/v1/consistency",
                    "/v1/timestamps",
                    "/v1/schemas/**")
                .permitAll()
                .anyRequest()
                .authenticated())
        .exceptionHandling(
            e -> e.authenticationEntryPoint(entryPoint()).accessDeniedHandler(denied()))
        .build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .contentSecurityPolicy(c -> c.policyDirectives("default-src 'none'; sandbox"))
        .referrerPolicy(r -> {});
  }

  private static AuthenticationEntryPoint entryPoint() {
    return (request, response, failure) -> BearerFilter.unauthenticated().write(response);
  }

  private static AccessDeniedHandler denied() {
    return (request, response, failure) ->
        Problem.of(ReasonCode.FORBIDDEN, "the principal may not do this").write(response);
  }

  /** A path that could be read in two ways is no path. */
  @Bean
  RequestRejectedHandler rejected() {
    return (request, response, failure) ->
        Problem.of(
                ReasonCode.REQUEST_INVALID,
                "a request must have one plain reading, but: " + failure.getMessage())
            .write(response);
  }

  /** There are no passwords; without this bean Spring Boot would make up a user with one. */
  @Bean
  UserDetailsService noUsers() {
    return name -> {
      throw new UsernameNotFoundException("there are no users with passwords");
    };
  }
}
