package dev.laneledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as if it had been sent to another endpoint, to ask the access rules about it. */
final class Asked extends HttpServletRequestWrapper {
  private final String method;
  private final String path;

  /** Of this request alone: what was found out about the other does not hold for it. */
  private final Map<String, Object> attributes = new HashMap<>();

  Asked(HttpServletRequest request, String method, String path) {
    super(request);
    this.method = method;
    this.path = path;
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getRequestURI() {
    return path;
  }

  @Override
  public String getServletPath() {
    return path;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }
}
