/** Characters of French that WinAnsi has beside Latin-1. */
const winAnsi: Readonly<Record<string, number>> = { '’': 0x92, '‘': 0x91, 'œ': 0x9c, 'Œ': 0x8c, '–': 0x96, '—': 0x97, '…': 0x85,
  '€': 0x80, '\u202f': 0xa0 }

function shown(text: string): string {
  let out = ''
  for (const character of text) {
    const code = winAnsi[character] ?? character.codePointAt(0)!
    const byte = code > 255 ? 0x3f : code
    out += byte === 0x28 || byte === 0x29 || byte === 0x5c ? `\\${String.fromCharCode(byte)}` : String.fromCharCode(byte)
  }
  return out
}

/**
 * One A4 page with a heading and lines, in the Helvetica that every reader has: enough for a paper of the demonstration.
 * The same words give the same bytes: no date of making is written. PDF 1.4, see ISO 32000-1.
 */
export function plainPdf(heading: string, lines: readonly string[], foot: string): Buffer {
  const content = [
    '0.055 0.42 0.353 rg 0 802 595 40 re f',
    'BT /F2 18 Tf 1 1 1 rg 48 815 Td', `(${shown(foot)}) Tj ET`,
    'BT /F2 20 Tf 0.13 0.13 0.13 rg 48 738 Td', `(${shown(heading)}) Tj ET`,
    '0.8 0.78 0.74 RG 1 w 48 724 m 547 724 l S',
    'BT /F1 11.5 Tf 0.2 0.2 0.2 rg 18 TL 48 694 Td',
    ...lines.map((line) => `(${shown(line)}) Tj T*`),
    'ET',
    '0.8 0.78 0.74 RG 48 150 200 70 re S 347 150 200 70 re S',
    'BT /F1 9 Tf 0.45 0.45 0.45 rg 48 136 Td', `(${shown('Signature du propriétaire')}) Tj 299 0 Td`,
      `(${shown('Cachet de l’agence')}) Tj ET`,
  ].join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
  ]
  // Every character written here is one byte, so that places in the text are places in the file.
  let text = '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n'
  const places: number[] = []
  for (const [index, object] of objects.entries()) {
    places.push(text.length)
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) =>
    `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
