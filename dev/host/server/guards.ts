import type { RequestHandler } from 'express';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Only requests that name a loopback host: another site whose name points here (DNS rebinding)
 * gets nothing.
 */
export const onlyLoopbackNames: RequestHandler = (request, response, next) => {
  const name = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (LOOPBACK_NAMES.has(name)) return next();
  response
    .status(403)
    .type('text/plain')
    .send('This host answers on 127.0.0.1 and localhost only.');
};

/** As Kibana: whatever changes something must come from a page of this host, not from a foreign form. */
export const requireXsrfHeader: RequestHandler = (request, response, next) => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.headers['kbn-xsrf']) {
    return next();
  }
  response
    .status(400)
    .json({ statusCode: 400, message: 'Request must contain a kbn-xsrf header.' });
};

/** The content security policy of Kibana 8.12. */
export const kibanaPolicy: RequestHandler = (_request, response, next) => {
  response.set({
    'content-security-policy':
      "script-src 'self'; worker-src blob: 'self'; style-src 'unsafe-inline' 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer-when-downgrade',
    'cache-control': 'no-cache',
  });
  next();
};
