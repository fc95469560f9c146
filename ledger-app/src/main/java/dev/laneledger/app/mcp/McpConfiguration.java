package dev.laneledger.app.mcp;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Role;
import dev.laneledger.app.http.Bodies;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /mcp}: one server for each role, which knows the tools of that role only. */
@Configuration(proxyBeanMethods = false)
public class McpConfiguration {
  /** The most bytes of one message: as of a body of events. */
  private static final int MAX_BYTES = 8 << 20;

  /** Controllers have 0. */
  private static final int AFTER_CONTROLLERS = 1;

  private static final String PATH = "/mcp";
  private static final String REQUEST = "request";
  private static final Logger LOG = LoggerFactory.getLogger(McpConfiguration.class);

  static final String INSTRUCTIONS =
      "A tamper-evident ledger of governed change. Every result has code and next: do what next"
          + " says. A refusal is an answer: it names the rule, the value and what to do; do not try"
          + " to get around it. The same call again appends nothing twice.";

  /** Looks for a controller first, as nearly every request is for one. */
  @Bean
  static BeanPostProcessor routesAfterControllers() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof RouterFunctionMapping routes) {
          routes.setOrder(AFTER_CONTROLLERS);
        }
        return bean;
      }
    };
  }

  @Bean
  RouterFunction<ServerResponse> modelContextProtocol(
      @Qualifier("springSecurityFilterChain") ObjectProvider<Filter> security,
      ObjectProvider<DispatcherServlet> resources) {
    JacksonMcpJsonMapper json = new JacksonMcpJsonMapper(JsonMapper.builder().build());
    RouterFunctions.Builder routes = RouterFunctions.route();
    for (Role role : Role.values()) {
      routes.add(
          RouterFunctions.nest(
              request -> isOf(request, role),
              new LazyRoutes(() -> server(role, json, security, resources))));
    }
    return routes.build();
  }

  private static RouterFunction<ServerResponse> server(
      Role role,
      JacksonMcpJsonMapper json,
      ObjectProvider<Filter> security,
      ObjectProvider<DispatcherServlet> resources) {
    WebMvcStatelessServerTransport transport =
        WebMvcStatelessServerTransport.builder()
            .jsonMapper(json)
            .messageEndpoint(PATH)
            .contextExtractor(
                request -> McpTransportContext.create(Map.of(REQUEST, request.servletRequest())))
            .build();
    var unused =
        McpServer.sync(transport)
            .jsonMapper(json)
            .serverInfo("lane-ledger", "1")
            .instructions(INSTRUCTIONS)
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .validateToolInputs(false) // the ledger says more exactly what is wrong
            .immediateExecution(true)
            .tools(tools(role, security, resources))
            .build();
    return transport.getRouterFunction().filter((request, next) -> next.handle(read(request)));
  }

  static List<Tool> all() {
    return Stream.of(LaneTools.all(), CommonTools.all(), ReadTools.all())
        .flatMap(List::stream)
        .toList();
  }

  private static boolean isOf(ServerRequest request, Role role) {
    Principal principal = request.servletRequest().getUserPrincipal();
    return principal != null
        && principal.getName().startsWith(role.name().toLowerCase(Locale.ROOT) + ":");
  }

  /** The message as a whole, within the limits of every body. */
  private static ServerRequest read(ServerRequest request) {
    return request.method().name().equals("POST")
        ? ServerRequest.from(request).body(Bodies.read(request.servletRequest(), MAX_BYTES)).build()
        : request;
  }

  private static List<SyncToolSpecification> tools(
      Role role, ObjectProvider<Filter> security, ObjectProvider<DispatcherServlet> resources) {
    return all().stream()
        .filter(tool -> tool.roles().contains(role))
        .map(tool ->
            new SyncToolSpecification(
                described(tool),
                (context, called) ->
                    result(
                        call(
                            tool,
                            new HttpInterface(security.getObject(), resources.getObject())
                                .as(
                                    (HttpServletRequest)
                                        Objects.requireNonNull(context.get(REQUEST))),
                            called))))
        .toList();
  }

  private static McpSchema.Tool described(Tool tool) {
    return McpSchema.Tool.builder(tool.name(), Json.map(tool.schema()))
        .description(tool.description())
        .annotations(
            McpSchema.ToolAnnotations.builder()
                .readOnlyHint(tool.reads())
                .destructiveHint(false)
                .idempotentHint(true)
                .openWorldHint(false)
                .build())
        .build();
  }

  /** Nothing of a failure is told: it may hold what the caller may not see. */
  private static Outcome call(
      Tool tool, HttpInterface.Caller caller, McpSchema.CallToolRequest called) {
    try {
      return tool.call(new Call(caller, Json.tree(called.arguments())));
    } catch (IllegalArgumentException e) { // such as text that no JSON of the ledger can hold
      return Outcome.refused(
          ReasonCode.PARAMETER_INVALID, "the arguments cannot be used: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the tool {} failed", tool.name(), e);
      return Outcome.refused(ReasonCode.INTERNAL, "the ledger failed to answer; its log says why");
    }
  }

  private static CallToolResult result(Outcome outcome) {
    return CallToolResult.builder()
        .addTextContent(outcome.json().toString())
        .structuredContent(Json.map(outcome.json()))
        .isError(outcome.refused())
        .build();
  }
}
