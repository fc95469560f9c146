package dev.laneledger.app.http;

import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Sets up Tomcat so that whatever it refuses by itself is a problem like any other. */
final class ServerCustomizer
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

  /** What of a refused body is still read, so that its sender reads the answer. */
  private static final int SWALLOWED_BYTES = 64 << 20;

  private static final int HEADER_BYTES = 16 << 10;

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addEngineValves(new ProblemValve());
    factory.addContextCustomizers(ServerCustomizer::removeErrorReports);
    factory.addConnectorCustomizers(ServerCustomizer::limit);
  }

  /** After Spring Boot's own customizers, which add an error report in HTML. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  private static void removeErrorReports(Context context) {
    if (!(context.getParent() instanceof StandardHost host)) {
      throw new IllegalStateException("an embedded context has a StandardHost as its parent");
    }
    host.setErrorReportValveClass("");
    Pipeline pipeline = host.getPipeline();
    for (Valve valve : pipeline.getValves()) {
      if (valve instanceof ErrorReportValve) {
        pipeline.removeValve(valve);
      }
    }
    for (ErrorPage page : context.findErrorPages()) {
      context.removeErrorPage(page);
    }
  }

  private static void limit(Connector connector) {
    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
      http.setMaxSwallowSize(SWALLOWED_BYTES);
      http.setMaxHttpRequestHeaderSize(HEADER_BYTES);
    }
  }
}
