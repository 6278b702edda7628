/** Map tiles, asked for only while the map is open and the computer is online. The one foreign address a page may load. */
const mapTiles = 'https://tile.openstreetmap.org'

export type PolicyOptions = {
  /** More addresses to connect to: the WebSocket of the browser host, which older browsers do not count as 'self'. */
  readonly connect?: readonly string[]
  /** `npm run dev` only: Vite puts inline scripts into the page and talks to it over a WebSocket. */
  readonly development?: boolean
}

export function contentSecurityPolicy({ connect = [], development = false }: PolicyOptions = {}): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
    // Mantine sets colours and sizes in style attributes and style elements; without scripts they cannot act.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'blob:', 'data:', mapTiles],
    'font-src': ["'self'"],
    'media-src': ["'self'", 'blob:'],
    'worker-src': ["'self'"],
    'connect-src': ["'self'", ...connect, ...(development ? ['ws://localhost:*', 'ws://127.0.0.1:*'] : [])],
    'object-src': ["'none'"],
    'frame-src': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'form-action': ["'none'"],
  }
  return Object.entries(directives).map(([name, sources]) => `${name} ${sources.join(' ')}`).join('; ')
}

/** On every answer, found or not, of the application's scheme and of the browser host. */
export function safeHeaders(options: PolicyOptions = {}): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(options),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Not `no-referrer`: that would also hide the origin from our own host, which checks it.
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  }
}
