import type { Page } from '@playwright/test'
import { uuidv7 } from '../../shared/values/id.ts'
import { callSignedIn } from './line.ts'
import { expect } from './test.ts'

export const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))

/** Does something as whoever is signed in, where a journey is not about how it is done. */
export async function act(page: Page, name: string, input: object): Promise<void> {
  const { deviceId } = (await callSignedIn(page, 'session/current', {})) as { deviceId: string }
  const envelope = { commandId: newId(), name, version: 1, input, typedAt: Date.now(), deviceId }
  expect(await callSignedIn(page, 'command', { envelopes: [envelope] }), name).toMatchObject([{ status: 'applied' }])
}

type Records = { property: string; contact: string; alike: string }
const day = 86_400_000

/** Gives a client something of everything, and a property that nearly suits him. Answers the id of his search. */
export async function clientWithEverything(page: Page, { property, contact, alike }: Records): Promise<string> {
  const { property: known } = (await callSignedIn(page, 'properties/get', { id: property })) as { property: Record<string, string | number | null> }
  const search = newId()
  const price = Number(known['priceAmount'] ?? 500_000)
  await act(page, 'clientSearch.create', {
    id: search, contactId: contact, title: 'Pour la famille', transaction: known['transaction'], budgetMax: Math.round(price * 0.95), kinds: [known['kind']], mustHave: ['parking', 'elevator'],
    places: [{ region: known['region'] ?? 'Dakar', department: null, commune: null, quartier: known['quartier'] }], bedroomsMin: known['bedrooms'] ?? 2, financing: 'mortgage', timeframe: 'withinMonth', alerts: 'daily',
  })
  await act(page, 'interaction.create', { id: newId(), contactId: contact, propertyId: property, type: 'call', channel: 'phone', subject: 'Cherche pour la rentrée', outcome: 'followUpRequired', content: 'Deux enfants.', at: Date.now() - day })
  await act(page, 'interaction.create', { id: newId(), contactId: contact, type: 'followUp', channel: 'phone', subject: 'Rappeler lundi', status: 'scheduled', at: Date.now() + day })
  await act(page, 'clientNote.create', { id: newId(), contactId: contact, content: 'À joindre après 17 h', isPinned: true, isImportant: true, remindAt: Date.now() + 2 * day })
  await act(page, 'interest.track', { contactId: contact, propertyId: property, step: 'visitRequest' })
  await act(page, 'contact.setTags', { id: contact, add: ['VIP', 'Diaspora'] })
  for (const id of [contact, alike]) await act(page, 'contact.setPhones', { id, phones: [{ typed: '77 123 45 67', whatsapp: true }] })
  return search
}
