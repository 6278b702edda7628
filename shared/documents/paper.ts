import { fileURLToPath } from 'node:url'
import type { Content, Size, TDocumentDefinitions, TableCell } from 'pdfmake/interfaces'
import type { ReportHead } from '../modules/crm/model-reports.ts'
import { formatInstant } from '../values/period.ts'
import type { Reader } from './reader.ts'

/** What all papers of the house look like: A4, the agency at the head, pages numbered at the foot. pdfmake is loaded when the first is written. */

/** The colours of the interface in its light dress (renderer/theme/colours.css). */
export const colours = { ink: '#1d2226', muted: '#5d666e', line: '#e7e4de', sunken: '#f4f2ee', lagoon: '#0b6b5b', tint: '#e3f1ee', terracotta: '#9c4520' } as const
/** Points: 2 cm at the sides. */
const side = 56.7
export const innerWidth = 595.28 - 2 * side

// Two folders up from here as it is written (shared/documents) and as it is built (out/core).
const font = (name: string): string => fileURLToPath(new URL(`../../resources/fonts/${name}.ttf`, import.meta.url))
const fonts = { Inter: { normal: font('inter-regular'), bold: font('inter-semibold'), italics: font('inter-regular'), bolditalics: font('inter-semibold') } }

let loaded: ReturnType<typeof load> | null = null

/** pdfmake with our fonts; it reads them and nothing else, neither from the disk nor from the network. */
async function load() {
  const { default: pdfmake } = await import('pdfmake')
  pdfmake.setFonts(fonts)
  const own = new Set(Object.values(fonts.Inter))
  pdfmake.setLocalAccessPolicy((path) => own.has(path))
  pdfmake.setUrlAccessPolicy(() => false)
  return pdfmake
}

export type Paper = { head: ReportHead; logo: Uint8Array | null; title: string; /** At the foot of each page, beside its number. */ foot: string; subject: string; content: Content[] }

/** The bytes of a PDF. */
export async function writePaper(paper: Paper, reader: Reader): Promise<Uint8Array> {
  loaded ??= load()
  const pdfmake = await loaded
  return pdfmake.createPdf(definitionOf(paper, reader)).getBuffer()
}

function definitionOf({ head, logo, title, foot, subject, content }: Paper, reader: Reader): TDocumentDefinitions {
  const { t, language } = reader
  return {
    pageSize: 'A4', pageMargins: [side, 48, side, 56], language, defaultStyle: { font: 'Inter', fontSize: 9.5, lineHeight: 1.25, color: colours.ink },
    info: { title: `${title} – ${subject}`, author: head.agency.name, creator: 'Digit-Hab', creationDate: new Date(head.at) },
    footer: (page, pages) => ({
      margin: [side, 16, side, 0], fontSize: 7.5, color: colours.muted,
      columns: [{ text: `${head.agency.name} · ${foot}`, width: '*' }, { text: t('report.page', { page, pages }), width: 'auto', alignment: 'right' }],
    }),
    content: [letterhead(head, logo, reader), ...content],
  }
}

/** Logo or name at the left, where the agency is found at the right, a line below. */
function letterhead({ agency }: ReportHead, logo: Uint8Array | null, { t }: Reader): Content {
  const lines = [[agency.address, agency.city].filter(Boolean).join(', '), [agency.phone, agency.email].filter(Boolean).join(' · '), agency.website, agency.licenseNumber && t('report.license', { number: agency.licenseNumber })].filter(Boolean)
  return {
    margin: [0, 0, 0, 18],
    stack: [
      {
        columns: [
          logo
            ? { stack: [{ image: `data:image/png;base64,${Buffer.from(logo).toString('base64')}`, fit: [150, 42] }, { text: agency.name, bold: true, fontSize: 9, margin: [0, 4, 0, 0] }], width: '*' }
            : { text: agency.name, bold: true, fontSize: 15, color: colours.lagoon, width: '*' },
          { text: lines.join('\n'), alignment: 'right', fontSize: 8, color: colours.muted, width: 'auto' },
        ],
      },
      { canvas: [{ type: 'line', x1: 0, y1: 8, x2: innerWidth, y2: 8, lineWidth: 1.2, lineColor: colours.lagoon }] },
    ],
  }
}

/** Title of what the paper is, the name it is about, when it was made and by whom. */
export function titleBlock(head: ReportHead, title: string, subject: string, { t, language }: Reader): Content {
  const when = formatInstant(head.at, { language, zone: head.agency.zone })
  return {
    margin: [0, 0, 0, 12],
    stack: [
      { text: title.toLocaleUpperCase(language), fontSize: 8, bold: true, color: colours.lagoon, characterSpacing: 0.6 },
      { text: subject, fontSize: 20, bold: true, lineHeight: 1.15, margin: [0, 2, 0, 2] },
      { text: head.by ? t('report.made_by', { when, name: head.by }) : t('report.made', { when }), fontSize: 8, color: colours.muted },
    ],
  }
}

const headingOf = (text: string) => ({ text, fontSize: 12, bold: true, color: colours.lagoon })
/** A heading with what comes first under it: it never stands alone at the end of a page. */
export const section = (text: string, first: Content, ...more: Content[]): Content[] => [{ unbreakable: true, margin: [0, 14, 0, 0], stack: [{ ...headingOf(text), margin: [0, 0, 0, 6] }, first] }, ...more]
export const aside = (text: string): Content => ({ text, fontSize: 8, color: colours.muted, margin: [0, 4, 0, 0] })

/** Names and what they say, two pairs beside each other; those that say nothing are left out. */
export function factsGrid(facts: readonly (readonly [name: string, value: string | null])[]): Content {
  const said = facts.flatMap(([name, value]): TableCell[][] => (value ? [[{ text: name, color: colours.muted, fontSize: 8.5 }, { text: value }]] : []))
  const rows: TableCell[][] = []
  for (let i = 0; i < said.length; i += 2) rows.push([...said[i]!, ...(said[i + 1] ?? ['', ''])])
  if (!rows.length) return ''
  return { table: { widths: [92, '*', 92, '*'], body: rows }, layout: { hLineWidth: (i) => (i === 0 ? 0 : 0.5), vLineWidth: () => 0, hLineColor: () => colours.line, paddingLeft: (i) => (i === 2 ? 14 : 0), paddingRight: () => 4, paddingTop: () => 3.5, paddingBottom: () => 3.5 } }
}

/** A list under its heading and the names of its columns, both again on each page that it reaches; rows stay whole. */
export function list(heading: string, widths: Size[], columns: readonly string[], rows: TableCell[][]): Content {
  const title: TableCell[] = [{ ...headingOf(heading), colSpan: widths.length }, ...widths.slice(1).map(() => '')]
  const names = columns.map((text): TableCell => ({ text, fontSize: 8, bold: true, color: colours.muted }))
  return {
    margin: [0, 10, 0, 0],
    table: { widths, headerRows: 2, dontBreakRows: true, keepWithHeaderRows: 1, body: [title, names, ...rows] },
    layout: { hLineWidth: (i, node) => (i < 2 ? 0 : i === 2 ? 0.8 : i === node.table.body.length ? 0 : 0.5), vLineWidth: () => 0, hLineColor: (i) => (i === 2 ? colours.lagoon : colours.line), paddingLeft: (i) => (i === 0 ? 0 : 6), paddingRight: (i) => (i === widths.length - 1 ? 0 : 6), paddingTop: () => 4, paddingBottom: () => 4 },
  }
}

/** A box with a bold line, and what follows from it. */
export function card(title: string, mark: string | null, body: readonly Content[]): Content {
  return {
    unbreakable: true, margin: [0, 0, 0, 6],
    table: { widths: ['*'], body: [[{ fillColor: colours.sunken, stack: [{ columns: [{ text: title, bold: true, width: '*' }, { text: mark ?? '', width: 'auto', fontSize: 8.5, color: colours.lagoon, bold: true }] }, ...body] }]] },
    layout: { hLineWidth: () => 0, vLineWidth: (i) => (i === 0 ? 3 : 0), vLineColor: () => colours.lagoon, paddingLeft: () => 10, paddingRight: () => 10, paddingTop: () => 7, paddingBottom: () => 7 },
  }
}
