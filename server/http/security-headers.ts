import helmet from 'helmet'

/** For every answer of the server, also those of its sockets: it serves data, no pages (those that it has say what they load). */
export const securityHeaders = helmet({
  contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false }, crossOriginResourcePolicy: { policy: 'cross-origin' },
})
