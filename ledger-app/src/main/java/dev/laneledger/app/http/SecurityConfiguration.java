package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
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
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Who gets in: whoever the {@link AccessRules} let in, and nobody anywhere else. A browser's
 * session counts like the token that it stands for; what changes something must then bring the
 * session's CSRF token as well.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /** Needs no session; its form must come from this ledger's own page. */
  private static final String SIGN_IN = "/sign-in";

  @Bean
  SecurityFilterChain api(
      HttpSecurity http,
      TokenAuthenticator tokens,
      FailedLogins failures,
      Sessions sessions,
      AccessRules rules,
      ObjectProvider<RequestRate> rate,
      ObjectProvider<PageProblems> pages)
      throws Exception {
    return http.csrf(c ->
            c.csrfTokenRepository(sessions)
                .requireCsrfProtectionMatcher(SecurityConfiguration::hasSession))
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(SecurityConfiguration::headers)
        .addFilterBefore(
            new BearerFilter(tokens, failures, sessions),
            AbstractPreAuthenticatedProcessingFilter.class)
        .addFilterAfter(
            new RateFilter(rate.getIfAvailable(RequestRate::ofProperties), System::nanoTime),
            BearerFilter.class)
        .authorizeHttpRequests(requests -> {
          requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
          rules.addTo(requests);
          requests.anyRequest().access((who, what) -> new AccessRules.Unlisted());
        })
        .exceptionHandling(
            e -> e.authenticationEntryPoint(entryPoint(pages)).accessDeniedHandler(denied(pages)))
        .build();
  }

  /** A browser adds a session's cookie by itself, and never a bearer token. */
  private static boolean hasSession(HttpServletRequest request) {
    return Sessions.cookie(request, Sessions.COOKIE) != null
        && !SIGN_IN.equals(request.getServletPath())
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request);
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .contentSecurityPolicy(c -> c.policyDirectives("default-src 'none'; sandbox"))
        .referrerPolicy(r -> {});
  }

  private static AuthenticationEntryPoint entryPoint(ObjectProvider<PageProblems> pages) {
    return (request, response, failure) ->
        write(BearerFilter.unauthenticated(), request, response, pages);
  }

  private static AccessDeniedHandler denied(ObjectProvider<PageProblems> pages) {
    return (request, response, failure) ->
        write(
            failure instanceof AuthorizationDeniedException denied
                    && denied.getAuthorizationResult() instanceof AccessRules.Unlisted
                ? ProblemMapper.ofStatus(404)
                : Problem.of(ReasonCode.FORBIDDEN, rule(failure, request)),
            request,
            response,
            pages);
  }

  private static void write(
      Problem problem,
      HttpServletRequest request,
      HttpServletResponse response,
      ObjectProvider<PageProblems> pages)
      throws IOException {
    @Nullable PageProblems page = pages.getIfAvailable();
    if (page == null || !page.answered(problem, request, response)) {
      problem.write(response);
    }
  }

  private static String rule(AccessDeniedException failure, HttpServletRequest request) {
    return failure instanceof CsrfException
        ? "a request with a session's cookie must prove that a page of this ledger sent it"
        : "role and scope must cover what is asked for, but those of %s do not"
            .formatted(request.getRemoteUser());
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
