package io.inferencestream.gateway.http;

import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.gateway.config.GatewaySettings.Proxies;
import io.inferencestream.gateway.config.PublicAddress;
import io.inferencestream.gateway.http.edge.Doorway;
import io.inferencestream.gateway.http.edge.LingeringClose;
import io.inferencestream.gateway.http.edge.SecurityHeaders;
import io.inferencestream.gateway.http.tls.TlsListener;
import io.javalin.config.JavalinConfig;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Where and how the server listens: address, TLS, and the bounds that hold before a route is found. */
final class ServerSetup {
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final long IDLE_MILLIS = 30_000;
    private static final int BACKLOG = 4_096;

    /** What a connection of HTTP/2 may hold before it is read: requests, and bytes of one and of all. */
    private static final int MAX_STREAMS = 128;

    private static final int STREAM_WINDOW_BYTES = 64 << 10;
    private static final int CONNECTION_WINDOW_BYTES = 128 << 10;

    /**
     * An id in a path may have a slash in it, as {@code %2F}. Routes are found in the path as it was sent, where that is no
     * slash, and no path becomes the name of a file; whatever else is ambiguous in a path is refused.
     */
    private static final UriCompliance URIS =
            UriCompliance.DEFAULT.with("ids", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR);

    private ServerSetup() {}

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }

    /** Whether clients come by TLS, to here or to a proxy. */
    static boolean isTls(GatewaySettings settings, Optional<TlsListener> tls) {
        return tls.isPresent()
                || settings.server()
                        .proxies()
                        .publicAddress()
                        .filter(PublicAddress::isSecure)
                        .isPresent();
    }

    static void configure(
            JavalinConfig config, GatewaySettings settings, QueuedThreadPool threads, Optional<TlsListener> tls) {
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendDateHeader(true);
            http.setRequestHeaderSize(MAX_HEADER_BYTES);
            http.setUriCompliance(URIS);
        });
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        config.jetty.modifyServer(server -> {
            server.setErrorHandler((request, response, callback) -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
                SecurityHeaders.set(response.getHeaders()::put, isTls(settings, tls));
                String body = "{\"type\":\"about:blank\",\"title\":\"The request makes no sense\",\"status\":"
                        + response.getStatus() + "}";
                response.write(true, java.nio.ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
                return true;
            });
            Proxies proxies = settings.server().proxies();
            LingeringClose lingering = new LingeringClose();
            lingering.setHandler(new Doorway(proxies.trusted(), proxies.prefix(), isTls(settings, tls)));
            server.setHandler(lingering);
            server.addBean(new NetworkConnectionLimit(settings.limits().connections(), server));
            server.setStopTimeout(0);
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings.server(), tls));
    }

    private static Connector connector(
            Server server, HttpConfiguration http, GatewaySettings.Server listen, Optional<TlsListener> tls) {
        ServerConnector connector = tls.map(its -> secure(server, http, its.factory()))
                .orElseGet(() -> new ServerConnector(server, 1, 2, new HttpConnectionFactory(http)));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(BACKLOG);
        return connector;
    }

    private static ServerConnector secure(Server server, HttpConfiguration http, SslContextFactory.Server tls) {
        HttpConfiguration secure = new HttpConfiguration(http);
        secure.addCustomizer(new SecureRequestCustomizer(false));
        tls.setCipherComparator(HTTP2Cipher.COMPARATOR);
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(secure);
        http2.setMaxConcurrentStreams(MAX_STREAMS);
        http2.setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
        http2.setInitialSessionRecvWindow(CONNECTION_WINDOW_BYTES);
        HttpConnectionFactory http1 = new HttpConnectionFactory(secure);
        ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory(http2.getProtocol(), http1.getProtocol());
        choice.setDefaultProtocol(http1.getProtocol());
        return new ServerConnector(
                server, 1, 2, new SslConnectionFactory(tls, choice.getProtocol()), choice, http2, http1);
    }
}
