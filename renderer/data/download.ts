/** Hands a file to the person: the browser's own "save", which Electron answers with its dialog. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // the click has been taken up by then; revoking at once would be too early
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** A CSV as the core made it (UTF-8 with BOM). */
export function downloadCsv({ name, text }: { name: string; text: string }): void {
  download(name, new Blob([text], { type: 'text/csv;charset=utf-8' }))
}

/** A file that the core made, whole. */
export function downloadMade({ name, mime, base64 }: { name: string; mime: string; base64: string }): void {
  download(name, new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type: mime }))
}
