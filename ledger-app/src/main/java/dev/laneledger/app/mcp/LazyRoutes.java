package dev.laneledger.app.mcp;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Routes that are made when the first request comes, so that no start waits for them. */
final class LazyRoutes implements RouterFunction<ServerResponse> {
  private final Supplier<RouterFunction<ServerResponse>> source;
  private @Nullable RouterFunction<ServerResponse> made;

  LazyRoutes(Supplier<RouterFunction<ServerResponse>> source) {
    this.source = source;
  }

  @Override
  public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
    return routes().route(request);
  }

  private synchronized RouterFunction<ServerResponse> routes() {
    RouterFunction<ServerResponse> routes = made == null ? source.get() : made;
    made = routes;
    return routes;
  }
}
