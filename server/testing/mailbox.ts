import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Received = { to: string; subject: string; text: string; raw: string }
/** A real SMTP server that keeps what it is given. */
export type Mailbox = { readonly url: string; readonly letters: Received[]; refuse(how: boolean): void; close(): Promise<void> }

export async function openMailbox(): Promise<Mailbox> {
  const letters: Received[] = []
  let refusing = false
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
    onData(stream, session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        if (refusing) return done(new Error('the mailbox is full'))
        letters.push(read(Buffer.concat(pieces).toString('utf8'), session.envelope.rcptTo[0]!.address))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters,
    refuse: (how) => {
      refusing = how
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The plain part and the subject as a person reads them (RFC 2045 quoted-printable and base64, RFC 2047 subject). */
function read(raw: string, to: string): Received {
  const part = raw.split(/\r\n--/).find((one) => /content-type: text\/plain/i.test(one)) ?? raw
  const [head = '', ...body] = part.split('\r\n\r\n')
  const content = body.join('\r\n\r\n')
  const text = /base64/i.test(head) ? Buffer.from(content, 'base64').toString('utf8') : /quoted-printable/i.test(head) ? quoted(content) : content
  const subject = (/^Subject: ((?:.|\r\n[ \t])*)$/m.exec(raw)?.[1] ?? '').replaceAll(/\r\n[ \t]/g, ' ').replaceAll(/=\?UTF-8\?([QB])\?(.*?)\?=\s?/gi, (_whole, how: string, word: string) =>
    how.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : quoted(word.replaceAll('_', ' ')))
  return { to, subject, text, raw }
}

function quoted(text: string): string {
  const bytes = text.replaceAll(/=\r\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
