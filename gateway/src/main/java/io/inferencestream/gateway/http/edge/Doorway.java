package io.inferencestream.gateway.http.edge;

import io.inferencestream.gateway.caller.TrustedProxies;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Puts right what proxies in between have changed: the client's address, where the proxy is believed, and the path, below
 * which a proxy may have put the gateway. A proxy that takes that path away itself is as good. A request by HEAD goes on as one
 * by GET, since it is to be answered, and refused, in the same way; the server leaves out the body.
 *
 * <p>Thread-safe.
 */
public final class Doorway extends Handler.Wrapper {
    private static final String EVENTS = "/events/";

    private final TrustedProxies proxies;
    private final String prefix;
    private final boolean isTls;

    /**
     * @param prefix the path below which clients find the gateway, without a slash at its end; empty for none
     * @param isTls whether clients come by TLS
     */
    public Doorway(TrustedProxies proxies, String prefix, boolean isTls) {
        this.proxies = proxies;
        this.prefix = prefix;
        this.isTls = isTls;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        if (!prefix.isEmpty() && prefix.equals(uri.getPath())) {
            response.setStatus(HttpStatus.PERMANENT_REDIRECT_308);
            response.getHeaders().put(HttpHeader.LOCATION, prefix + "/");
            SecurityHeaders.set(response.getHeaders()::put, isTls);
            callback.succeeded();
            return true;
        }
        return super.handle(new Entered(request, local(uri), client(request)), response, callback);
    }

    private HttpURI local(HttpURI uri) {
        String path = uri.getPath();
        String canonical = uri.getCanonicalPath();
        boolean isBelow = !prefix.isEmpty()
                && path != null
                && path.startsWith(prefix + "/")
                && canonical != null
                && canonical.startsWith(prefix + "/");
        return isBelow
                ? HttpURI.build(uri, path.substring(prefix.length()), null, uri.getQuery())
                        .asImmutable()
                : uri;
    }

    private SocketAddress client(Request request) {
        SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
        String connected = Request.getRemoteAddr(request);
        if (connected == null) {
            return remote;
        }
        HttpFields headers = request.getHeaders();
        String client = proxies.client(
                connected,
                headers.getFields(HttpHeader.X_FORWARDED_FOR).stream()
                        .map(HttpField::getValue)
                        .toList(),
                headers.getFields(HttpHeader.FORWARDED).stream()
                        .map(HttpField::getValue)
                        .toList());
        return client.equals(connected) ? remote : InetSocketAddress.createUnresolved(client, 0);
    }

    /** A request as the client made it, below no path. */
    private static final class Entered extends Request.Wrapper {
        private final HttpURI uri;
        private final ConnectionMetaData connection;

        Entered(Request request, HttpURI uri, SocketAddress client) {
            super(request);
            this.uri = uri;
            this.connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                @Override
                public SocketAddress getRemoteSocketAddress() {
                    return client;
                }
            };
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public String getMethod() {
            String method = super.getMethod();
            boolean isEndless = uri.getPath() != null && uri.getPath().startsWith(EVENTS);
            return HttpMethod.HEAD.is(method) && !isEndless ? HttpMethod.GET.asString() : method;
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }
    }
}
