import { open } from 'node:fs/promises'
import { storageError } from './disk.ts'
import { zipKind } from './sniff-zip.ts'

/** What a file is, told by its content alone. */
export const fileKinds = [
  'jpeg', 'png', 'webp', 'gif', 'tiff', 'bmp', 'avif', 'heic', 'svg', 'pdf', 'rtf',
  'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'legacyOffice', 'macros',
  'text', 'html', 'sqlite', 'zip', 'archive', 'executable', 'script', 'video', 'audio', 'empty', 'unknown',
] as const
export type FileKind = (typeof fileKinds)[number]

/** A file that can be looked into at any place. */
export type Content = { size: number; read: (offset: number, length: number) => Promise<Buffer> }

export function contentOf(bytes: Uint8Array): Content {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return { size: buffer.length, read: (offset, length) => Promise.resolve(buffer.subarray(offset, offset + length)) }
}

const looked = 64 * 1024

export async function sniffFile(path: string): Promise<FileKind> {
  let handle
  try {
    handle = await open(path, 'r')
  } catch (error) {
    throw storageError(error)
  }
  try {
    const { size } = await handle.stat()
    return await sniff({
      size,
      read: async (offset, length) => {
        const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)))
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset)
        return bytes.subarray(0, bytesRead)
      },
    })
  } finally {
    await handle.close()
  }
}

export async function sniff(content: Content): Promise<FileKind> {
  if (content.size === 0) return 'empty'
  const head = await content.read(0, looked)
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte)
  const says = (text: string, offset = 0) => head.toString('latin1', offset, offset + text.length) === text

  if (starts(0xff, 0xd8, 0xff)) return 'jpeg'
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (says('GIF87a') || says('GIF89a')) return 'gif'
  if (says('RIFF')) return says('WEBP', 8) ? 'webp' : says('WAVE', 8) ? 'audio' : 'video'
  if (says('II*\0') || says('MM\0*')) return 'tiff'
  if (says('ftyp', 4)) return brandKind(head)
  if (says('SQLite format 3\0')) return 'sqlite'
  if (starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'legacyOffice'
  if (says('{\\rtf')) return 'rtf'
  if (isProgram(head)) return 'executable'
  if (says('PK\u0003\u0004') || says('PK\u0005\u0006')) return zipKind(content)
  if (says('Rar!') || starts(0x1f, 0x8b) || starts(0x37, 0x7a, 0xbc, 0xaf) || says('BZh')
    || starts(0xfd, 0x37, 0x7a, 0x58, 0x5a)) return 'archive'
  if (says('ID3') || says('OggS') || says('fLaC')) return 'audio'
  if (starts(0x1a, 0x45, 0xdf, 0xa3)) return 'video'
  // Readers accept a PDF that begins within its first kilobyte (ISO 32000-1, annex H), and scanners do put junk before it.
  if (head.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  // "BM" alone is also how a letter may begin: a bitmap has its own length and two zero words behind it.
  if (says('BM') && head.length > 14 && head.readUInt32LE(6) === 0) return 'bmp'
  return textKind(head, content.size > head.length)
}

function brandKind(head: Buffer): FileKind {
  const brand = head.toString('latin1', 8, 12)
  if (brand === 'avif' || brand === 'avis') return 'avif'
  return ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'].includes(brand) ? 'heic' : brand.startsWith('M4A')
    ? 'audio' : 'video'
}

/** Programs of Windows, Linux and macOS, compiled Java, Windows shortcuts. */
function isProgram(head: Buffer): boolean {
  // A table may begin with the letters MZ; a program has zeros close behind them.
  if (head.toString('latin1', 0, 2) === 'MZ' && head.subarray(0, 64).includes(0)) return true
  if (head.toString('latin1', 0, 4) === '\u007fELF') return true
  const first = head.length >= 4 ? head.readUInt32BE(0) : 0
  return [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe, 0x4c000000].includes(first)
}

function textKind(head: Buffer, cut: boolean): FileKind {
  const text = decodeText(head, cut)
  if (text === null) return 'unknown'
  const start = text.slice(0, 1000).trimStart().toLowerCase()
  if (start.startsWith('#!') || start.startsWith('@echo') || start.startsWith('<job')
    || start.startsWith('<?php')) return 'script'
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'html'
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && text.slice(0, 4000).toLowerCase().includes('<svg'))) return 'svg'
  return 'text'
}

/** Null when the bytes are no text in UTF-8, UTF-16 (with its mark) or a one-byte Western encoding. */
function decodeText(head: Buffer, cut: boolean): string | null {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    const text = new TextDecoder(head[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(head)
    return text.slice(0, -1).includes('\ufffd') ? null : text
  }
  // Controls other than tab, line ends, form feed and the DOS end mark stand in no table and no letter.
  if (head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1a].includes(byte))) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: cut })
  } catch {
    const text = head.toString('latin1')
    // Old Excel writes windows-1252: few bytes are accents, most are plain letters.
    const plain = head.reduce((sum, byte) => sum + (byte < 0x80 ? 1 : 0), 0)
    return plain / head.length > 0.7 ? text : null
  }
}
