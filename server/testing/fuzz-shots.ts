import { fieldsOf, jsonWith, multipart } from './fuzz-base.ts'
import type { Base, Field, Spoil } from './fuzz-base.ts'
import { fileShots } from './fuzz-files.ts'
import { headShots } from './fuzz-heads.ts'
import type { Chance } from './fuzz-random.ts'
import { oddTexts, oddValues } from './fuzz-texts.ts'
import type { OddText } from './fuzz-texts.ts'
import { tokenShots } from './fuzz-tokens.ts'
import type { World } from './world.ts'

/** What kinds of spoiling there are; the suite counts that each was really sent. */
export const kinds = [
  'type', 'null', 'missing', 'extra', 'number', 'deep', 'array', 'huge', 'surrogate', 'content-type', 'empty', 'truncated', 'bom', 'utf8', 'prototype',
  'control', 'unicode', 'sql', 'search', 'like', 'template', 'injection', 'traversal', 'long', 'numeral', 'moment', 'address',
  'id', 'query', 'path', 'token', 'multipart', 'file', 'method', 'range', 'idempotency', 'header', 'framing', 'random',
] as const
export type Kind = (typeof kinds)[number]

export type Shot = {
  kind: Kind
  /** Says what is spoilt, the same in every run of one seed. */
  what: string
  spoil(base: Base): Spoil
  /** It may be that no answer comes: what was sent is no request, or its sender went away. */
  silent?: true
  /** Whatever else the operation does, this is refused, with this status where one is said. */
  refused?: true | number
}

const hasBody = ({ operation: { method, streams } }: Base): boolean => method !== 'get' && method !== 'delete' && !streams
const quoted = (text: string): string => JSON.stringify(text)

/** Every way to spoil one operation. */
export function shotsOf(base: Base, world: World, chance: Chance, rounds: number): Shot[] {
  const fields = hasBody(base) ? fieldsOf(base.operation.body, base.json ?? {}) : []
  return [...(hasBody(base) ? bodyShots(fields, base.operation.mostBytes) : []), ...textShots(base, fields), ...idShots(base, fields, world), ...queryShots(base), ...pathShots(base),
    ...tokenShots(base, world), ...fileShots(base), ...headShots(base), ...Array.from({ length: 8 * rounds }, (_one, n) => randomShot(base, fields, chance, n))]
}

/** @param most bytes that the operation takes, where that is more than usual: then a large text is refused for what it is. */
function bodyShots(fields: readonly Field[], most?: number): Shot[] {
  const tooLarge = most === undefined ? 413 : true
  const json = (spoilt: (base: Base) => Buffer, type: string = 'application/json') => (at: Base): Spoil => ({ body: spoilt(at), type })
  const whole = (raw: string | Buffer) => json(() => Buffer.from(raw))
  const shots: Shot[] = []
  for (const { path } of fields) {
    const name = path.join('.')
    for (const raw of oddValues.type) shots.push({ kind: 'type', what: `${name}=${raw}`, spoil: json((at) => jsonWith(at.json ?? {}, path, raw)) })
    for (const raw of oddValues.number) shots.push({ kind: 'number', what: `${name}=${raw}`, spoil: json((at) => jsonWith(at.json ?? {}, path, raw)) })
    for (const raw of oddValues.surrogate) shots.push({ kind: 'surrogate', what: `${name}=${raw}`, spoil: json((at) => jsonWith(at.json ?? {}, path, raw)) })
    for (const [n, raw] of oddValues.deep.entries()) shots.push({ kind: 'deep', what: `${name}#${n}`, spoil: json((at) => jsonWith(at.json ?? {}, path, raw)) })
    for (const [n, raw] of oddValues.array.entries()) shots.push({ kind: 'array', what: `${name}#${n}`, spoil: json((at) => jsonWith(at.json ?? {}, path, raw)) })
    shots.push({ kind: 'null', what: name, spoil: json((at) => jsonWith(at.json ?? {}, path, 'null')) })
    shots.push({ kind: 'missing', what: name, spoil: json((at) => jsonWith(at.json ?? {}, path, undefined)) })
    shots.push({ kind: 'huge', what: name, spoil: json((at) => jsonWith(at.json ?? {}, path, quoted('x'.repeat(600_000)))), refused: tooLarge })
  }
  for (const raw of ['null', '[]', '"x"', '0', 'true', '[{}]', '""', '-1e999']) shots.push({ kind: 'type', what: `body=${raw}`, spoil: whole(raw) })
  for (const [n, raw] of [...oddValues.deep, ...oddValues.array].entries()) shots.push({ kind: n < 2 ? 'deep' : 'array', what: `body#${n}`, spoil: whole(raw) })
  shots.push({ kind: 'null', what: 'body', spoil: whole('null') }, { kind: 'missing', what: 'everything', spoil: whole('{}') })
  shots.push({ kind: 'extra', what: 'a field', spoil: json((at) => jsonWith(at.json ?? {}, ['no_such_field_of_ours'], '{"a":[1]}')) })
  shots.push({ kind: 'extra', what: 'a thousand fields', spoil: json((at) => jsonWith(at.json ?? {}, ['more'], `{${Array.from({ length: 1000 }, (_one, n) => `"f${n}":${n}`).join(',')}}`)) })
  shots.push({ kind: 'extra', what: 'fields of the database', spoil: json((at) => Buffer.from(JSON.stringify({ ...(at.json as object | undefined), id: '00000000-0000-0000-0000-000000000000', agencyId: 'x', deletedAt: 1, operator: 1, role: 'operator', versions: '{}' }))) })
  for (const name of ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'then', '']) {
    for (const raw of ['{"isAdmin":true}', 'null', '"x"']) {
      shots.push({ kind: 'prototype', what: `${name}=${raw}`, spoil: json((at) => Buffer.from(`{${quoted(name)}:${raw},${JSON.stringify(at.json ?? {}).slice(1)}`.replace(/,\}$/, '}'))) })
      shots.push({ kind: 'prototype', what: `form ${name}`, spoil: (at) => ({ type: 'application/x-www-form-urlencoded', body: Buffer.from(`${formOf(at)}&${encodeURIComponent(name)}=${encodeURIComponent(raw)}&${encodeURIComponent(name)}[a]=1`) }) })
    }
  }
  for (const size of [600_000, 3_000_000]) shots.push({ kind: 'huge', what: `${size} bytes`, spoil: whole(`{"a":"${'x'.repeat(size)}"}`), refused: tooLarge })
  shots.push({ kind: 'huge', what: 'a form of 5000 fields', spoil: () => ({ type: 'application/x-www-form-urlencoded', body: Buffer.from('a=1&'.repeat(5000)) }), refused: 413 })
  shots.push({ kind: 'empty', what: 'no bytes', spoil: whole('') }, { kind: 'empty', what: 'blanks', spoil: whole('  \n ') }, { kind: 'empty', what: 'no bytes, no type', spoil: () => ({ type: null, body: Buffer.alloc(0) }) })
  for (const share of [0.2, 0.5, 0.9]) shots.push({ kind: 'truncated', what: `at ${share}`, spoil: json((at) => cutOf(Buffer.from(JSON.stringify(at.json ?? { a: 1 })), share)), refused: 400 })
  shots.push({ kind: 'truncated', what: 'its sender went away', silent: true, spoil: (at) => ({ body: Buffer.from(JSON.stringify(at.json ?? {})), type: 'application/json', cut: true }) })
  for (const raw of ["{'a':1}", '{a:1}', '{"a":1,}', '{"a":NaN}', '{"a":undefined}', '<x/>', '{"a":1}{"b":2}', 'a=1', '{"a":"\u0001"}', '{"a":01}', '//\n{}']) shots.push({ kind: 'truncated', what: raw, spoil: whole(raw), refused: 400 })
  shots.push({ kind: 'bom', what: 'UTF-8', spoil: json((at) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(at.json ?? {}))])) })
  shots.push({ kind: 'bom', what: 'UTF-16', spoil: json((at) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify(at.json ?? {}), 'utf16le')])), refused: 400 })
  for (const bad of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf0, 0x28, 0x8c, 0xbc], [0xc0, 0x80], [0x80]]) {
    const hex = Buffer.from(bad).toString('hex')
    for (const { path } of fields) shots.push({ kind: 'utf8', what: `${path.join('.')} ${hex}`, spoil: json((at) => spliced(jsonWith(at.json ?? {}, path, '"@@"'), bad)) })
    shots.push({ kind: 'utf8', what: `name ${hex}`, spoil: json((at) => spliced(jsonWith(at.json ?? {}, ['x@@'], '1'), bad)) })
    shots.push({ kind: 'utf8', what: `form ${hex}`, spoil: (at) => ({ type: 'application/x-www-form-urlencoded', body: Buffer.from(`${formOf(at)}&x=${bad.map((one) => `%${one.toString(16)}`).join('')}`) }) })
  }
  const types = ['text/plain', 'text/html', 'application/xml', 'application/json; charset=utf-16', 'application/json; charset=bogus', 'application/x-www-form-urlencoded; charset=utf-7', '', 'a/b/c', 'application/json, application/json',
    'application/vnd.x+json', 'multipart/mixed; boundary=x', 'application/octet-stream', 'application/x-msgpack', 'image/png', '*/*', 'application/json; charset="', 'application/x-www-form-urlencoded', 'APPLICATION/JSON', 'json']
  for (const type of types) shots.push({ kind: 'content-type', what: type, spoil: (at) => ({ type: type || null, body: Buffer.from(JSON.stringify(at.json ?? {})), ...(type === '' ? { headers: [['Content-Type', '']] } : {}) }) })
  for (const coding of ['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip', 'x-bogus', '']) shots.push({ kind: 'content-type', what: `coding ${coding}`, spoil: (at) => ({ type: 'application/json', body: Buffer.from(JSON.stringify(at.json ?? {})), headers: [['Content-Encoding', coding]] }) })
  return shots
}

const cutOf = (bytes: Buffer, share: number): Buffer => bytes.subarray(0, Math.max(1, Math.floor(bytes.length * share)))

function spliced(bytes: Buffer, put: readonly number[]): Buffer {
  const at = bytes.indexOf('@@')
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + 2)])
}

function formOf({ json }: Base): string {
  return new URLSearchParams(Object.entries((json ?? {}) as Record<string, unknown>).map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)])).toString()
}

/** Odd texts wherever a text may stand: in fields, forms, queries, paths, names of files and heads. */
function textShots(base: Base, fields: readonly Field[]): Shot[] {
  const names = queryNames(base)
  return (Object.keys(oddTexts) as OddText[]).flatMap((kind) => oddTexts[kind].flatMap((text, n): Shot[] => {
    const what = `${kind}#${n}`
    return [
      ...fields.filter(({ takesText }) => takesText).map(({ path }): Shot => ({ kind, what: `${what} in ${path.join('.')}`, spoil: (at) => ({ type: 'application/json', body: jsonWith(at.json ?? {}, path, quoted(text)) }) })),
      ...fields.filter(({ path }) => path.length === 1).map(({ path: [name] }): Shot => ({ kind, what: `${what} in form ${name}`, spoil: (at) => formSpoil(at, name!, text) })),
      ...names.map((name): Shot => ({ kind, what: `${what} in ?${name}`, spoil: (at) => ({ query: [...at.query.filter(([one]) => one !== name), [name, text.slice(0, 3000)]] }) })),
      ...Object.keys(base.params).map((name): Shot => ({ kind, what: `${what} in {${name}}`, spoil: () => ({ params: { [name]: encodeURIComponent(text.slice(0, 3000).toWellFormed()) } }) })),
      ...(base.parts ?? []).flatMap((part, place): Shot[] => (part.filename === undefined ? [] : [{
        kind, what: `${what} in the file’s name`, spoil: (at) => ({ parts: at.parts!.map((one, here) => (here === place ? { ...one, filename: Buffer.from(text, 'utf8').toString('latin1') } : one)) }),
      }])),
    ]
  }))
}

function formSpoil(base: Base, name: string, text: string): Spoil {
  if (base.parts) return { parts: [...base.parts.filter((part) => part.name !== name || part.filename !== undefined), { name, value: Buffer.from(text) }] }
  const form = new URLSearchParams(formOf(base))
  form.set(name, text)
  return { type: 'application/x-www-form-urlencoded', body: Buffer.from(form.toString()) }
}

const queryNames = (base: Base): string[] => [...new Set([...fieldsOf(base.operation.query, Object.fromEntries(base.query)).map(({ path }) => path[0]!), ...base.query.map(([name]) => name)])]

/** Ids that nobody has, that somebody else has, that are of another kind of thing, and texts that are nearly ids. */
function idShots(base: Base, fields: readonly Field[], { theirs, operator, newId }: World): Shot[] {
  const fresh = newId()
  const ids: [string, string][] = [['unknown', fresh], ['nil', '00000000-0000-0000-0000-000000000000'], ['max', 'ffffffff-ffff-ffff-ffff-ffffffffffff'], ['upper case', fresh.toUpperCase()], ['braced', `{${fresh}}`], ['without dashes', fresh.replaceAll('-', '')],
    ['short', fresh.slice(0, -1)], ['long', `${fresh}0`], ['a number', '1'], ['minus one', '-1'], ['urn', `urn:uuid:${fresh}`], ['two', `${fresh},${fresh}`], ['a line more', `${fresh}\n`],
    ['another agency', theirs.id], ['a member of another agency', theirs.agent.memberId], ['an account of another agency', theirs.agent.accountId], ['an operator', operator.accountId]]
  const names = queryNames(base)
  return ids.flatMap(([label, id]): Shot[] => [
    ...Object.keys(base.params).map((name): Shot => ({ kind: 'id', what: `${label} in {${name}}`, spoil: () => ({ params: { [name]: encodeURIComponent(id) } }) })),
    ...fields.filter(({ isId }) => isId).map(({ path }): Shot => ({ kind: 'id', what: `${label} in ${path.join('.')}`, spoil: (at) => ({ type: 'application/json', body: jsonWith(at.json ?? {}, path, quoted(id)) }) })),
    ...names.map((name): Shot => ({ kind: 'id', what: `${label} in ?${name}`, spoil: (at) => ({ query: [...at.query.filter(([one]) => one !== name), [name, id]] }) })),
  ])
}

function queryShots(base: Base): Shot[] {
  const search = (what: string, of: (base: Base) => string): Shot => ({ kind: 'query', what, spoil: (at) => ({ search: of(at) }) })
  const plain = (at: Base): string => new URLSearchParams(at.query).toString()
  return [
    ...queryNames(base).flatMap((name) => [
      search(`${name} twice`, (at) => `${plain(at)}&${name}=1&${name}=x`), search(`${name}[]`, (at) => `${plain(at)}&${name}[]=1&${name}%5B%5D=2`), search(`${name}[$gt]`, (at) => `${plain(at)}&${name}[$gt]=&${name}[__proto__][a]=1`),
      search(`${name} without a value`, (at) => `${plain(at)}&${name}`), search(`${name} of bad UTF-8`, (at) => `${plain(at)}&${name}=%ff%c3%28`), search(`${name} of half a code`, (at) => `${plain(at)}&${name}=%&${name}=%z1`), search(`${name} of half a pair`, (at) => `${plain(at)}&${name}=%ED%A0%80`),
      { kind: 'missing' as const, what: `?${name}`, spoil: (at: Base) => ({ query: at.query.filter(([one]) => one !== name) }) },
    ]),
    search('names of every object', (at) => `${plain(at)}&__proto__=1&constructor=x&toString=y&hasOwnProperty=z`), search('an unknown name', (at) => `${plain(at)}&no_such_name=1`), search('a second question mark', (at) => `${plain(at)}?a=b?c`),
    search('a thousand names', (at) => `${plain(at)}${Array.from({ length: 1000 }, (_one, n) => `&n${n}=${n}`).join('')}`), search('a very long value', (at) => `${plain(at)}&long=${'x'.repeat(12_000)}`), search('nothing but signs', () => '&&&===&=&%26'),
    search('a raw byte', (at) => `${plain(at)}&a=\u00ff\u00e9`), search('a plus and a semicolon', (at) => `${plain(at)};a=1+2`),
  ]
}

function pathShots(base: Base): Shot[] {
  const raw = ['%00', '%ff', '%', '%zz', '%2e%2e%2f', '..%2f..%2fetc%2fpasswd', '%252e%252e', '%c0%ae%c0%ae/', '..', '.', ' ', '%20', '%0d%0aX-Injected:%20yes', ';a=b', '*', '(', '{id}', ':id', '%ED%A0%80', '%u0000', '__proto__', 'constructor', 'x'.repeat(5000), '\u00ff\u00fe', '%2F', '\\']
  const at = base.operation.path
  return [
    ...Object.keys(base.params).flatMap((name) => raw.map((text): Shot => ({ kind: 'path', what: `{${name}} ${text.slice(0, 30)}`, spoil: () => ({ params: { [name]: text.replaceAll(' ', '%20') } }) }))),
    ...[`/${at}`, `${at}/`, `${at}%00`, `${at}..%2f..%2f`, at.toUpperCase(), `${at}%`, `${at}#x`, `/api/../${at}`, `//evil.example${at}`, `http://evil.example${at}`, `${at}${'x/'.repeat(3000)}`].map((target): Shot => ({ kind: 'path', what: `at ${target.slice(0, 60)}`, spoil: () => ({ target }) })),
  ]
}

/** Several things at once. */
function randomShot(base: Base, fields: readonly Field[], chance: Chance, n: number): Shot {
  const texts = Object.values(oddTexts).flat()
  const values = [...Object.values(oddValues).flat(), ...texts.map(quoted)]
  const wrongFields = chance.some(fields, 1 + chance.whole(3)).map(({ path }) => [path, chance.pick(values)] as const)
  const wrongQuery = chance.some(queryNames(base), chance.whole(3)).map((name): [string, string] => [name, chance.pick(texts).slice(0, 500)])
  const noise = Buffer.from(Array.from({ length: 1 + chance.whole(60) }, () => chance.whole(256)))
  const [asNoise, flips] = [chance.next() < 0.3, chance.next()]
  return {
    kind: 'random', what: `#${n}`,
    spoil: (at) => {
      const query = [...at.query.filter(([name]) => !wrongQuery.some(([other]) => other === name)), ...wrongQuery]
      if (!hasBody(at)) return at.bytes ? { query, body: noise } : { query }
      if (at.parts) {
        const form = multipart(at.parts)
        const place = Math.floor(flips * Math.max(1, form.length - noise.length))
        return { query, body: asNoise ? noise : Buffer.concat([form.subarray(0, place), noise, form.subarray(place + noise.length)]) }
      }
      const json = wrongFields.reduce((body: string, [, raw], place) => body.replace(`"@${place}@"`, () => raw),
        JSON.stringify(wrongFields.reduce((body: unknown, [path], place) => JSON.parse(jsonWith(body, path, `"@${place}@"`).toString()) as unknown, at.json ?? {})))
      const body = Buffer.from(json)
      if (!asNoise) return { query, body, type: 'application/json' }
      const place = Math.floor(flips * body.length)
      return { query, body: Buffer.concat([body.subarray(0, place), noise, body.subarray(place)]), type: 'application/json' }
    },
  }
}
