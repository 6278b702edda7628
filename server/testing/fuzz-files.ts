import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import { boundary, multipart } from './fuzz-base.ts'
import type { Base, Part, Spoil } from './fuzz-base.ts'
import type { Shot } from './fuzz-shots.ts'

const html = Buffer.from('<html><script>alert(1)</script></html>')
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>')

/** A PNG that says it is huge, over very few bytes. */
function hugePng(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => Buffer.concat([uint(data.length), Buffer.from(type, 'latin1'), data, uint(crc32(Buffer.concat([Buffer.from(type, 'latin1'), data])))])
  const head = Buffer.concat([uint(side), uint(side), Buffer.from([8, 2, 0, 0, 0])])
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(2_000_000))), chunk('IEND', Buffer.alloc(0))])
}

function uint(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

/** A zip with one entry that unpacks to far more than it takes. */
function zipBomb(name: string): Buffer {
  const packed = deflateRawSync(Buffer.alloc(20_000_000))
  const entry = Buffer.from(name)
  const head = Buffer.alloc(30)
  head.write('PK\u0003\u0004', 'latin1')
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(20_000_000, 22)
  head.writeUInt16LE(entry.length, 26)
  const central = Buffer.alloc(46)
  central.write('PK\u0001\u0002', 'latin1')
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(20_000_000, 24)
  central.writeUInt16LE(entry.length, 28)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + entry.length, 12)
  end.writeUInt32LE(30 + entry.length + packed.length, 16)
  return Buffer.concat([head, entry, packed, central, entry, end])
}

const jpegStart = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
/** Contents, the name they are given and the type they claim. */
const lies: readonly (readonly [string, Buffer, string, string])[] = [
  ['a page as a picture', html, 'a.jpg', 'image/jpeg'], ['a drawing with a script', svg, 'a.svg', 'image/svg+xml'], ['a drawing as a picture', svg, 'a.png', 'image/png'], ['a program', Buffer.from('MZ\u0090\u0000\u0003'), 'a.exe', 'application/pdf'],
  ['a script as a paper', Buffer.from('#!/bin/sh\nrm -rf /'), 'a.pdf', 'application/pdf'], ['a packed bomb', zipBomb('word/document.xml'), 'a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'], ['a packed bomb by its name', zipBomb('x'), 'a.zip', 'application/zip'],
  ['a picture of 30,000 by 30,000', hugePng(30_000), 'a.png', 'image/png'], ['a picture of no size', hugePng(0), 'a.png', 'image/png'], ['a picture of all bits', hugePng(0xffffffff), 'a.png', 'image/png'], ['half a picture', jpegStart, 'a.jpg', 'image/jpeg'],
  ['two things at once', Buffer.concat([Buffer.from('GIF89a/*'), html, Buffer.from('*/=1;'), Buffer.from('%PDF-1.4\n')]), 'a.gif', 'image/gif'], ['a paper that is also a page', Buffer.concat([Buffer.from('%PDF-1.4\n'), html]), 'a.html', 'text/html'], ['nothing', Buffer.alloc(0), 'a.jpg', 'image/jpeg'], ['a byte', Buffer.from('x'), 'a.pdf', 'application/pdf'],
  ['nothing but zeros', Buffer.alloc(200_000), 'a.jpg', 'image/jpeg'], ['old office with macros', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4000)]), 'a.doc', 'application/msword'], ['entities', Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>'), 'a.svg', 'image/png'],
]

/** Multipart bodies that are none, and files that are not what they say. */
export function fileShots(base: Base): Shot[] {
  const { operation: { files, method, streams } } = base
  if (streams) return [...[Buffer.alloc(0), Buffer.alloc(1_500_000), html].map((body, n): Shot => ({ kind: 'file', what: `a part #${n}`, spoil: () => ({ body }) })), { kind: 'multipart', what: 'a part that breaks off', silent: true, spoil: () => ({ body: html, cut: true }) }]
  if (method === 'get' || method === 'delete') return []
  const form = (what: string, of: (base: Base) => Spoil, more: Partial<Shot> = {}): Shot => ({ kind: 'multipart', what, spoil: of, ...more })
  const type = `multipart/form-data; boundary=${boundary}`
  const partsOf = (at: Base): Part[] => at.parts ?? Object.entries((at.json ?? {}) as object).map(([name, value]) => ({ name, value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)) }))
  const whole = (at: Base): Buffer => multipart(partsOf(at))
  const field = files?.[0]?.name ?? 'file'
  const shots = [
    form('without boundary', (at) => ({ type: 'multipart/form-data', body: whole(at) }), { refused: 400 }), form('an empty boundary', (at) => ({ type: 'multipart/form-data; boundary=', body: whole(at) }), { refused: 400 }), form('another boundary', (at) => ({ type: 'multipart/form-data; boundary=xyz', body: whole(at) }), { refused: 400 }),
    form('a boundary too long', (at) => ({ type: `multipart/form-data; boundary=${'b'.repeat(5000)}`, body: whole(at) }), { refused: 400 }), form('nothing', () => ({ type, body: Buffer.alloc(0) }), { refused: 400 }), form('only its end', () => ({ type, body: Buffer.from(`--${boundary}--\r\n`) })),
    form('an unfinished part', (at) => ({ type, body: whole(at).subarray(0, -boundary.length - 8) }), { refused: 400 }), form('an unfinished head', () => ({ type, body: Buffer.from(`--${boundary}\r\nContent-Disposition: form-da`) }), { refused: 400 }), form('its sender went away', (at) => ({ type, body: whole(at), cut: true }), { silent: true }),
    form('a thousand fields', (at) => ({ type, body: multipart([...partsOf(at), ...Array.from({ length: 1000 }, (_one, n) => ({ name: `f${n}`, value: Buffer.from('x') }))]) }), { refused: 413 }), form('a thousand files', (at) => ({ type, body: multipart([...partsOf(at), ...Array.from({ length: 1000 }, (_one, n) => ({ name: field, value: Buffer.from('x'), filename: `${n}.jpg`, type: 'image/jpeg' }))]) }), { refused: true }),
    form('a field too large', (at) => ({ type, body: multipart([...partsOf(at), { name: 'title', value: Buffer.alloc(600_000, 'x') }]) }), { refused: 413 }), form('a name too long', (at) => ({ type, body: multipart([...partsOf(at), { name: 'n'.repeat(5000), value: Buffer.from('x') }]) })),
    form('no name', () => ({ type, body: Buffer.from(`--${boundary}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--${boundary}--\r\n`) })), form('no disposition', () => ({ type, body: Buffer.from(`--${boundary}\r\nX: y\r\n\r\nx\r\n--${boundary}--\r\n`) })), form('names of every object', (at) => ({ type, body: multipart([...partsOf(at), ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((name) => ({ name, value: Buffer.from('{"a":1}') }))]) })),
    form('the same name twice', (at) => ({ type, body: multipart([...partsOf(at), ...partsOf(at)]) })), form('a file that nobody asked for', (at) => ({ type, body: multipart([...partsOf(at), { name: 'surprise', value: html, filename: '../../x.html', type: 'text/html' }]) }), { refused: true }),
    form('a head in a part too long', () => ({ type, body: Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="a"\r\nX: ${'x'.repeat(100_000)}\r\n\r\nx\r\n--${boundary}--\r\n`) }), { refused: true }), form('one inside another', () => ({ type, body: multipart([{ name: 'a', value: Buffer.from(`--${boundary}x\r\n`), type: 'multipart/mixed; boundary=y' }]) })),
    form('an odd charset', () => ({ type, body: multipart([{ name: 'title', value: Buffer.from([0xff, 0xfe]), type: 'text/plain; charset=utf-64' }]) })), form('bad bytes in a name', () => ({ type, body: multipart([{ name: '\u00ff\u00c3(', value: Buffer.from([0xff]) }]) })),
  ]
  if (!files) return shots
  return [...shots, ...lies.map(([what, value, filename, claimed]): Shot => ({ kind: 'file', what, spoil: (at) => ({ parts: [...partsOf(at).filter((part) => part.filename === undefined), { name: field, value, filename, type: claimed }] }) })),
    { kind: 'file', what: 'another field', spoil: (at) => ({ parts: partsOf(at).map((part) => ({ ...part, name: `x${part.name}` })) }) }, { kind: 'file', what: 'no file', spoil: (at) => ({ parts: partsOf(at).filter((part) => part.filename === undefined) }) }]
}
