import type { Content, FileKind } from './sniff.ts'

/** Enough of the end of a ZIP to hold its closing record with the longest comment. */
const tail = 65_557
const mostEntries = 20_000

/**
 * Office documents are ZIP archives: what one is stands in the names of its parts, read here from the central directory
 * (PKWARE APPNOTE 4.3.12), without unpacking anything.
 */
export async function zipKind(content: Content): Promise<FileKind> {
  const names = await entryNames(content)
  if (names === null) return 'zip'
  const has = (name: string) => names.includes(name)
  const under = (folder: string) => names.some((name) => name.startsWith(folder))
  if (names.some((name) => name.endsWith('vbaProject.bin'))) return 'macros'
  if (has('[Content_Types].xml')) {
    if (under('word/')) return 'docx'
    if (under('xl/')) return 'xlsx'
    if (under('ppt/')) return 'pptx'
  }
  if (has('mimetype') && has('content.xml')) return openDocumentKind((await content.read(0, 200)).toString('latin1'))
  if (has('META-INF/MANIFEST.MF') || has('AndroidManifest.xml')
    || names.some((name) => name.endsWith('.class'))) return 'executable'
  return 'zip'
}

/** OpenDocument keeps its type as the first, unpacked entry (ODF 1.3 part 2, 3.3). */
function openDocumentKind(start: string): FileKind {
  if (start.includes('opendocument.text')) return 'odt'
  if (start.includes('opendocument.spreadsheet')) return 'ods'
  if (start.includes('opendocument.presentation')) return 'odp'
  return 'zip'
}

/** Null when the directory is missing or does not add up: a cut file. */
async function entryNames(content: Content): Promise<string[] | null> {
  const from = Math.max(0, content.size - tail)
  const end = await content.read(from, tail)
  const close = end.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  if (close < 0 || close + 22 > end.length) return null
  const count = end.readUInt16LE(close + 10)
  const length = end.readUInt32LE(close + 12)
  const start = end.readUInt32LE(close + 16)
  if (start + length > content.size || length > 16 * 1024 * 1024) return null
  const directory = await content.read(start, length)
  const names: string[] = []
  for (let at = 0; names.length < Math.min(count, mostEntries) && at + 46 <= directory.length;) {
    if (directory.readUInt32LE(at) !== 0x02014b50) return null
    const nameLength = directory.readUInt16LE(at + 28)
    names.push(directory.toString('utf8', at + 46, at + 46 + nameLength))
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return names
}
