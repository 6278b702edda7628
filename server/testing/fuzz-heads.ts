import type { Base } from './fuzz-base.ts'
import type { Shot } from './fuzz-shots.ts'

const wrongMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'LOCK', 'SEARCH', 'QUERY']
const ranges = ['bytes=0-', 'bytes=-1', 'bytes=5-2', 'bytes=99999999999999999999999-', 'bytes=0-0,1-1', 'lines=1', 'bytes=-0', 'bytes=0-999999999999999999999999', 'bytes=', 'bytes=a-b', '', 'bytes=-99999999999', `bytes=${'0-0,'.repeat(500)}1-1`]
const keys = ['', 'short', 'x'.repeat(300), 'with a blank in it', '\u00ff\u00fe\u00ff\u00fe\u00ff\u00fe\u00ff\u00fe', "' OR '1'='1' -- --", '__proto__', '\t\t\t\t\t\t\t\t\t', '{"a":"bbbbbbbb"}']

/** What stands around a body: methods, ranges, keys, heads, and requests that are none. */
export function headShots(base: Base): Shot[] {
  const { operation: { method, path } } = base
  const headers = (kind: Shot['kind'], what: string, ...pairs: (readonly [string, string])[]): Shot => ({ kind, what, spoil: () => ({ headers: pairs }) })
  const address = path.replaceAll(/\{\w+\}/g, '00000000-0000-0000-0000-000000000000')
  const raw = (what: string, text: string): Shot => ({ kind: 'framing', what, silent: true, spoil: () => ({ raw: Buffer.from(text, 'latin1') }) })
  const at = (lines: string[], body = ''): string => [`${method.toUpperCase()} ${address} HTTP/1.1`, ...lines, 'Connection: close', '', body].join('\r\n')
  return [
    ...wrongMethods.filter((one) => one !== method.toUpperCase()).map((one): Shot => ({ kind: 'method', what: one, spoil: () => ({ method: one }) })),
    ...ranges.map((range) => headers('range', range.slice(0, 40), ['Range', range])), headers('range', 'If-None-Match', ['If-None-Match', '*, "x", W/']), headers('range', 'If-Range', ['If-Range', 'x'], ['Range', 'bytes=0-1']),
    ...(method === 'post' ? keys.map((key) => headers('idempotency', key.slice(0, 30), ['Idempotency-Key', key])) : []),
    ...(method === 'post' ? [headers('idempotency', 'two keys', ['Idempotency-Key', 'aaaaaaaaaa'], ['Idempotency-Key', 'bbbbbbbbbb'])] : []),
    headers('header', 'languages', ['Accept-Language', `${'x-'.repeat(3000)};q=`]), headers('header', 'English', ['Accept-Language', 'en-GB;q=0.9, *;q=0']), headers('header', 'a weight of nothing', ['Accept-Language', 'fr;q=NaN,en;q=-1,,;;=']),
    headers('header', 'an id of its own', ['X-Request-Id', "x' or 1=1 -- \u00ff"]), headers('header', 'a long id', ['X-Request-Id', 'a'.repeat(4000)]), headers('header', 'an agent', ['User-Agent', `\u00ff${'🙂'.length}${'x'.repeat(4000)}`]), headers('header', 'no pair of bytes', ['User-Agent', '\u00c3(\u00ed\u00a0\u0080']),
    headers('header', 'an origin', ['Origin', 'https://evil.example']), headers('header', 'forwarded', ['X-Forwarded-For', "1.1.1.1, ' or 1=1, \u00ff"], ['X-Forwarded-Host', 'evil.example'], ['X-Forwarded-Proto', 'gopher']),
    headers('header', 'another method', ['X-HTTP-Method-Override', 'DELETE']), headers('header', 'accepts nothing of ours', ['Accept', 'image/png;q=1']), headers('header', 'a cookie', ['Cookie', '__proto__=1; =; a=%']), headers('header', 'an upgrade', ['Upgrade', 'h2c'], ['HTTP2-Settings', 'x']),
    headers('header', 'expects the impossible', ['Expect', 'the-impossible']), headers('header', 'waits to go on', ['Expect', '100-continue']), headers('header', 'two hundred', ...Array.from({ length: 200 }, (_one, n) => [`X-${n}`, String(n)] as const)),
    headers('header', '20 kB', ['X-Long', 'x'.repeat(20_000)]), headers('header', 'names of every object', ['__proto__', 'x'], ['constructor', 'y']),
    raw('no request', 'hello\r\n\r\n'), raw('bytes', `${String.fromCharCode(...Array.from({ length: 200 }, (_one, n) => (n * 37) % 256))}\r\n\r\n`), raw('TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'), raw('HTTP/3', at(['Host: x']).replace('HTTP/1.1', 'HTTP/3.0')), raw('HTTP/0.9', `GET ${address}\r\n`),
    raw('no host', at([])), raw('two hosts', at(['Host: a', 'Host: b'])), raw('a length that is none', at(['Host: x', 'Content-Length: abc'], 'x')), raw('less than nothing', at(['Host: x', 'Content-Length: -1'], 'x')), raw('two lengths', at(['Host: x', 'Content-Length: 1', 'Content-Length: 2'], 'xx')),
    raw('length and pieces', at(['Host: x', 'Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n')), raw('pieces of no size', at(['Host: x', 'Content-Type: application/json', 'Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n')), raw('an unknown coding', at(['Host: x', 'Transfer-Encoding: rot13'], 'x')),
    raw('pieces that do not end', at(['Host: x', 'Content-Type: application/json', 'Transfer-Encoding: chunked'], 'ffff\r\n{')), raw('a head without colon', at(['Host: x', 'nonsense'])), raw('a name with a blank', at(['Host: x', 'Bad Name: x'])), raw('NUL in a head', at(['Host: x', 'X-A: a\u0000b'])),
    raw('a method of ours', at(['Host: x']).replace(method.toUpperCase(), 'DIGIT')), raw('a small method', at(['Host: x']).replace(method.toUpperCase(), method)), raw('a path of 20 kB', at(['Host: x']).replace(address, `${address}${'x'.repeat(20_000)}`)), raw('a star', at(['Host: x']).replace(address, '*')), raw('a blank in the path', at(['Host: x']).replace(address, '/api/a b/')),
    raw('another place', `CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n`), raw('an upgrade to nothing', at(['Host: x', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 1'])),
  ]
}
