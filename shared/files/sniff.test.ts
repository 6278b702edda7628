import { describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { checkAgreement, mimeOf } from './agreement.ts'
import { contentOf, sniff } from './sniff.ts'
import type { FileKind } from './sniff.ts'
import { zipOf } from './zip-for-tests.ts'

const kindOf = (bytes: Uint8Array | string) => sniff(contentOf(typeof bytes === 'string' ? Buffer.from(bytes) : bytes))
const picture = () => sharp({ create: { width: 8, height: 6, channels: 3, background: '#c96' } })
const pdf = '%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\n'
const program = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0', 'latin1'), Buffer.alloc(600)])

describe('a file is told by its content', () => {
  it.each([
    ['jpeg', () => picture().jpeg().toBuffer()],
    ['png', () => picture().png().toBuffer()],
    ['webp', () => picture().webp().toBuffer()],
    ['gif', () => picture().gif().toBuffer()],
    ['tiff', () => picture().tiff().toBuffer()],
    ['avif', () => picture().avif().toBuffer()],
    ['heic', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['video', () => Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1')],
    ['pdf', () => Buffer.from(pdf, 'latin1')],
    ['pdf', () => Buffer.from(`\n\n${pdf}`, 'latin1')],
    ['docx', () => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' })],
    ['xlsx', () => zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<w/>' })],
    ['macros', () => zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<w/>', 'xl/vbaProject.bin': 'x' })],
    ['odt', () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<o/>' })],
    ['ods', () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<o/>' })],
    ['executable', () => zipOf({ 'META-INF/MANIFEST.MF': 'Main-Class: Evil' })],
    ['zip', () => zipOf({ 'photos/1.jpg': 'x' })],
    ['zip', () => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': 'x'.repeat(300) }).subarray(0, 200)],
    ['executable', () => program],
    ['executable', () => Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1')],
    ['script', () => Buffer.from('#!/bin/sh\nrm -rf /\n')],
    ['html', () => Buffer.from('<!DOCTYPE html><html><script>alert(1)</script></html>')],
    ['svg', () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['sqlite', () => Buffer.from('SQLite format 3\0'.padEnd(100, '\0'))],
    ['legacyOffice', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
    ['text', () => Buffer.from('titre;prix\nVilla à Ngor;285 000 000 F Cfa\n')],
    ['text', () => Buffer.from('\ufefftitre,prix\n')],
    ['text', () => Buffer.from('\ufefftitre,prix\n', 'utf16le')],
    ['text', () => Buffer.from('titre;propri\u00e9taire\nVilla \u00e0 Ngor;M. S\u00e8ne\n', 'latin1')],
    ['text', () => Buffer.from('é'.repeat(40_000))],
    ['text', () => Buffer.from('MZ;prix\nvilla;12\n')],
    ['text', () => Buffer.from('BM;prix;surface\nvilla;12;100\n')],
    ['text', () => Buffer.from('titre,description\nVilla,"<p>Belle <head> villa</p>"\n')],
    ['unknown', () => Buffer.from([1, 2, 3, 0, 0, 9])],
    ['empty', () => Buffer.alloc(0)],
  ] as [FileKind, () => Promise<Buffer> | Buffer][])('%s', async (kind, make) => {
    expect(await kindOf(await make())).toBe(kind)
  })
})

describe('a file must be what its name says', () => {
  const refusal = (kind: FileKind, name: string, purpose: 'photo' | 'document' | 'import' | 'restore') => {
    try {
      checkAgreement(kind, name, purpose)
      return null
    } catch (error) {
      return (error as { params: Record<string, unknown> }).params
    }
  }

  it('refuses a photo that is a PDF, a program or a script', () => {
    expect(refusal('pdf', 'salon.jpg', 'photo')).toEqual({ name: 'salon.jpg', found: 'pdf', expected: 'jpg' })
    expect(refusal('executable', 'salon.jpg', 'photo')).toMatchObject({ found: 'executable', expected: 'jpg' })
    expect(refusal('pdf', 'salon', 'photo')).toMatchObject({ found: 'pdf', expected: 'photo' })
    expect(refusal('heic', 'IMG_1.HEIC', 'photo')).toMatchObject({ found: 'heic', expected: 'photo' })
  })

  it('refuses a document that would run when it is opened, whatever it is called', () => {
    for (const [kind, name] of [['executable', 'titre.pdf'], ['executable', 'titre'], ['script', 'bail.txt'], ['html', 'bail'],
      ['macros', 'bail.xlsm'],
      ['text', 'bail.bat'], ['text', 'bail.js'], ['legacyOffice', 'pose.msi'], ['legacyOffice', 'pose'],
        ['zip', 'photos.zip']] as [FileKind, string][]) {
      expect(refusal(kind, name, 'document'), name).not.toBeNull()
    }
  })

  it('takes what agencies really have', () => {
    for (const [kind, name] of [['pdf', 'Titre foncier 1245.PDF'], ['pdf', 'Bail du 12.05'], ['jpeg', 'CNI.jpg'],
      ['docx', 'mandat.docx'], ['legacyOffice', 'mandat.doc'],
      ['xlsx', 'etat.xlsx'], ['rtf', 'courrier.doc'], ['odt', 'acte.odt']] as [FileKind, string][]) expect(refusal(kind, name,
        'document'), name).toBeNull()
    expect(refusal('webp', 'WhatsApp Image.jpg', 'photo')).toBeNull()
    expect(refusal('text', 'biens.csv', 'import')).toBeNull()
    expect(refusal('xlsx', 'biens.xlsx', 'import')).toBeNull()
    expect(refusal('sqlite', 'sauvegarde.sqlite', 'restore')).toBeNull()
  })

  it('refuses a table that is something else, and an empty file', () => {
    expect(refusal('pdf', 'biens.csv', 'import')).toMatchObject({ found: 'pdf', expected: 'csv' })
    expect(refusal('zip', 'biens.xlsx', 'import')).toMatchObject({ found: 'zip', expected: 'xlsx' })
    expect(() => checkAgreement('empty', 'biens.csv',
      'import')).toThrowError(expect.objectContaining({ code: 'file_unreadable' }))
  })

  it('serves text and the unknown as nothing that a browser runs', () => {
    expect(mimeOf('text', 'a.html')).toBe('text/plain; charset=utf-8')
    expect(mimeOf('text', 'a.csv')).toBe('text/csv; charset=utf-8')
    expect(mimeOf('unknown', 'a.html')).toBe('application/octet-stream')
    expect(mimeOf('legacyOffice', 'a.DOC')).toBe('application/msword')
  })
})
