import { AppError } from '../values/error.ts'
import type { FileKind } from './sniff.ts'
import type { UploadPurpose } from './uploads.ts'

/** What each purpose takes. HEIC is not among them: no free decoder of it may be shipped. */
const accepted: Readonly<Record<UploadPurpose, readonly FileKind[]>> = {
  photo: ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'],
  document: ['pdf', 'jpeg', 'png', 'webp', 'avif', 'tiff', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'legacyOffice', 'rtf',
    'text'],
  import: ['text', 'xlsx'],
  restore: ['sqlite'],
}

/** Cameras and messengers often name one kind of picture as another; that misleads nobody. */
const picture: readonly FileKind[] = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'bmp', 'avif', 'heic']
const byEnding: Readonly<Record<string, readonly FileKind[]>> = {
  jpg: picture, jpeg: picture, jpe: picture, jfif: picture, png: picture, webp: picture, gif: picture, tif: picture,
    tiff: picture, bmp: picture,
  avif: picture, heic: picture, heif: picture,
  pdf: ['pdf'], rtf: ['rtf', 'legacyOffice', 'docx'],
  docx: ['docx', 'legacyOffice'], doc: ['legacyOffice', 'docx', 'rtf'], xlsx: ['xlsx', 'legacyOffice'],
    xls: ['legacyOffice', 'xlsx', 'text'],
  pptx: ['pptx', 'legacyOffice'], ppt: ['legacyOffice', 'pptx'], odt: ['odt'], ods: ['ods'], odp: ['odp'],
  csv: ['text'], tsv: ['text'], txt: ['text'],
}

const mimes: Readonly<Partial<Record<FileKind, string>>> = {
  jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', gif: 'image/gif', tiff: 'image/tiff', bmp: 'image/bmp',
    avif: 'image/avif', heic: 'image/heic',
  pdf: 'application/pdf', rtf: 'application/rtf', legacyOffice: 'application/x-ole-storage',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text', ods: 'application/vnd.oasis.opendocument.spreadsheet',
    odp: 'application/vnd.oasis.opendocument.presentation',
  text: 'text/plain; charset=utf-8', sqlite: 'application/vnd.sqlite3', zip: 'application/zip',
}
const csvMime = 'text/csv; charset=utf-8'
const legacyMimes: Readonly<Record<string, string>> = { doc: 'application/msword', xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint' }

/** Endings that an operating system runs when the file is opened: no content makes them fit to be kept. */
const running = new Set([
  'exe', 'msi', 'com', 'scr', 'pif', 'cpl', 'dll', 'sys', 'bat', 'cmd', 'ps1', 'vbs', 'vbe', 'js', 'jse', 'wsf', 'wsh', 'hta',
    'lnk', 'reg', 'inf', 'jar',
  'sh', 'desktop', 'app', 'command', 'apk', 'deb', 'rpm', 'dmg', 'pkg', 'appimage', 'url', 'scf', 'chm', 'iso',
])

/**
 * Whether a blob may be kept under the type that its row says: for whoever receives it after it was first checked, normalised and
 * named elsewhere. Throws `file_wrong_kind` {found, expected}.
 */
export function checkStoredKind(kind: FileKind, mime: string): void {
  const kept: readonly (string | undefined)[] = kind === 'legacyOffice' ? [mimes.legacyOffice, ...Object.values(legacyMimes)] : kind === 'text' ? [mimes.text, csvMime] : [mimes[kind]]
  if (!accepted.document.includes(kind) && !accepted.photo.includes(kind)) throw new AppError('file_wrong_kind', { found: kind, expected: mime })
  if (!kept.includes(mime)) throw new AppError('file_wrong_kind', { found: kind, expected: mime })
}

function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name.trim())?.[1]?.toLowerCase() ?? ''
}

/** The type that a file is served and kept under; never one that a browser would run. */
export function mimeOf(kind: FileKind, name: string): string {
  if (kind === 'legacyOffice') return legacyMimes[endingOf(name)] ?? mimes.legacyOffice!
  if (kind === 'text' && endingOf(name) === 'csv') return csvMime
  return mimes[kind] ?? 'application/octet-stream'
}

/**
 * A file must be what its name says and what it is wanted for: a `.jpg` that is a PDF, or a program, is refused whatever
 * it is for. Throws `file_wrong_kind` {name, found, expected}: `expected` is the ending or the purpose; `file_unreadable` for an
 * empty one.
 */
export function checkAgreement(kind: FileKind, name: string, purpose: UploadPurpose): void {
  if (kind === 'empty') throw new AppError('file_unreadable', { name, found: kind })
  const ending = endingOf(name)
  const named = byEnding[ending]
  if (named && !named.includes(kind)) throw new AppError('file_wrong_kind', { name, found: kind, expected: ending })
  if (running.has(ending)) throw new AppError('file_wrong_kind', { name, found: 'executable', expected: purpose })
  // The same container holds installers: only an office ending tells that it is a document.
  if (kind === 'legacyOffice' && !named) throw new AppError('file_wrong_kind', { name, found: kind, expected: purpose })
  if (!accepted[purpose].includes(kind)) throw new AppError('file_wrong_kind', { name, found: kind, expected: purpose })
}
