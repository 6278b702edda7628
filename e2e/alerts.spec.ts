import { callSignedIn } from './harness/line.ts'
import { graveFindings } from './harness/accessible.ts'
import { translators } from './harness/screens.ts'
import { openAddress, signIn, userOf } from './harness/steps.ts'
import { expect, oneApplication, test } from './harness/test.ts'

// A property that suits a client's search becomes a message by itself; it is written on WhatsApp, marked as sent, and taken back.

const application = oneApplication({ demo: { properties: 40, clients: 12 } })

test('a saved search tells, the message is sent once, and taken back; everybody is matched in the background', async () => {
  test.setTimeout(120_000)
  const say = translators.fr
  const page = application().page()
  const user = userOf(application().users, 'admin')
  await signIn(page, user)
  const act = async (name: string, input: object): Promise<void> => {
    const ids = (await page.evaluate(() => Array.from({ length: 2 }, () => crypto.randomUUID()))) as [string, string]
    const [outcome] = (await callSignedIn(page, 'command', { envelopes: [{ commandId: ids[0], name, version: 1, input, typedAt: Date.now(), deviceId: ids[1] }] })) as { status: string; code?: string }[]
    expect(outcome, name).toMatchObject({ status: 'applied' })
  }
  const [contactId, searchId, propertyId] = (await page.evaluate(() => Array.from({ length: 3 }, () => crypto.randomUUID()))) as [string, string, string]
  await act('contact.create', { id: contactId, name: 'Coumba Alerte', phones: [{ typed: '77 123 45 67', whatsapp: true }] })
  await act('contact.setConsent', { id: contactId, purpose: 'service', channel: 'whatsapp', given: true, day: '2026-11-01' })
  await act('clientSearch.create', { id: searchId, contactId, transaction: 'rent', kinds: ['villa'], places: [{ region: 'Kolda', department: null, commune: null, quartier: null }], alerts: 'immediate' })
  await act('property.create', { id: propertyId, status: 'available', values: { title: 'Villa de l’alerte', kind: 'villa', transaction: 'rent', region: 'Kolda', priceAmount: 200_000 } })

  await openAddress(page, '/alerts')
  const message = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Coumba Alerte' })
  await expect(message).toContainText('Villa de l’alerte', { timeout: 20_000 })
  const link = message.getByRole('link', { name: say('alert.messages.write_to', { name: 'Coumba Alerte' }) })
  expect(decodeURIComponent((await link.getAttribute('href'))!)).toContain('https://wa.me/221771234567?text=Bonjour Coumba Alerte,')
  expect(await graveFindings(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath('messages.png') })
  await message.getByRole('button', { name: say('alert.messages.sent_to', { name: 'Coumba Alerte' }) }).press('Enter')
  await expect(message).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(message).toHaveCount(1)

  await openAddress(page, '/alerts?part=matches')
  await page.getByRole('main').getByRole('button', { name: say('alert.matches.run') }).click()
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Coumba Alerte' })).toContainText('Villa de l’alerte', { timeout: 30_000 })
  expect(await graveFindings(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath('matches.png') })
  await openAddress(page, '/alerts?part=log')
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Coumba Alerte' }).first()).toContainText('1 bien')
  expect(await graveFindings(page)).toEqual([])
  await page.setViewportSize({ width: 820, height: 760 })
  await page.screenshot({ path: test.info().outputPath('log.png') })
})
