package dev.laneledger.app.http;

import dev.laneledger.api.event.Role;
import dev.laneledger.api.hash.Hash;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Describes the interface; the same for everybody, until a newer program. */
@RestController
final class OpenApiController {
  private static final CacheControl AN_HOUR =
      CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

  private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;
  private final ObjectProvider<SecurityFilterChain> access;
  private final AtomicReference<byte @Nullable []> document = new AtomicReference<>();

  OpenApiController(
      ObjectProvider<RequestMappingInfoHandlerMapping> mappings,
      ObjectProvider<SecurityFilterChain> access) {
    this.mappings = mappings;
    this.access = access;
  }

  @GetMapping("/v1/openapi.json")
  ResponseEntity<byte[]> openApi(HttpServletRequest request) {
    Parameters.of(request);
    byte[] body = document(request);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(AN_HOUR)
        .eTag(Hash.sha256(body).hex())
        .body(body);
  }

  /** Made when it is first asked for: it takes a moment, and few ask. */
  private byte[] document(HttpServletRequest request) {
    byte[] known = document.get();
    if (known != null) {
      return known;
    }
    byte[] made =
        OpenApi.document(mapped(), new Rules(rules(), request))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    document.set(made);
    return made;
  }

  private AuthorizationManager<HttpServletRequest> rules() {
    return access.stream()
        .flatMap(chain -> chain.getFilters().stream())
        .filter(AuthorizationFilter.class::isInstance)
        .map(filter -> ((AuthorizationFilter) filter).getAuthorizationManager())
        .findFirst()
        .orElseThrow();
  }

  /** What this package maps: the pages are for people. */
  private Set<String> mapped() {
    return mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
        .filter(e ->
            e.getValue()
                .getBeanType()
                .getPackageName()
                .equals(OpenApiController.class.getPackageName()))
        .flatMap(e -> names(e.getKey()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> names(RequestMappingInfo info) {
    return info.getPatternValues().stream()
        .flatMap(pattern ->
            info.getMethodsCondition().getMethods().stream()
                .map(method -> method.name() + " " + pattern));
  }

  /** The rules that judge requests, asked about the operation's example. */
  private record Rules(AuthorizationManager<HttpServletRequest> rules, HttpServletRequest request)
      implements OpenApi.Access {
    /** A principal that no scope binds, and a lane that nobody has opened. */
    private static final String UNKNOWN = "of-the-description";

    private static final Authentication NOBODY =
        new AnonymousAuthenticationToken(
            "nobody", "nobody", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

    @Override
    public boolean everybody(ApiOperation operation) {
      return isAllowed(operation, NOBODY);
    }

    @Override
    public boolean role(ApiOperation operation, Role role) {
      String nobody = role.name().toLowerCase(Locale.ROOT) + ":" + UNKNOWN;
      return isAllowed(operation, new BearerFilter.Bearer(nobody));
    }

    private boolean isAllowed(ApiOperation operation, Authentication who) {
      String path = operation.path();
      for (ApiOperation.Parameter parameter : operation.parameters()) {
        String value = parameter.name().equals("lane") ? UNKNOWN : parameter.example();
        path = path.replace("{" + parameter.name() + "}", value);
      }
      AuthorizationResult result =
          rules.authorize(() -> who, new Asked(request, operation.method(), path));
      return result != null && result.isGranted();
    }
  }
}
