import { describe, expect, it } from 'vitest'
import { safeExternal } from './external.ts'

describe('addresses handed to the operating system', () => {
  it.each([
    ['https://wa.me/221771234567?text=Bonjour', 'https://wa.me/221771234567?text=Bonjour'],
    ['HTTPS://Example.SN/a', 'https://example.sn/a'],
    ['mailto:awa@agence.sn?subject=Visite', 'mailto:awa@agence.sn?subject=Visite'],
    ['tel:+221771234567', 'tel:+221771234567'],
    ['tel:33 821 00 00', 'tel:33 821 00 00'],
  ])('lets %s go', (address, href) => {
    expect(safeExternal(address)).toBe(href)
  })

  it.each([
    'http://agence.sn', 'file:///etc/passwd', 'file://server/share/x.exe', 'javascript:alert(1)', 'java\nscript:alert(1)', ' javascript:alert(1)',
    'data:text/html,<script>1</script>', 'smb://server/x', 'ms-msdt:/id', 'vbscript:x', 'app://digit-hab/', 'blob:https://a/b', 'about:blank',
    'https:', 'https://', '//agence.sn', 'agence.sn', '', 'https://user:secret@agence.sn', 'https://agence.sn\0.evil', 'https://a.sn/\r\nX',
    'mailto:awa@agence.sn?attach=/etc/passwd', 'mailto:a@b.sn?Attachment=c:\\x', 'tel:*#06#', 'tel:%', 'tel:;phone-context=x', 'ht\ttps://x', `https://a.sn/${'x'.repeat(5000)}`,
  ])('refuses %j', (address) => {
    expect(safeExternal(address)).toBeNull()
  })
})
