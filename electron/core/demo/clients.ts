import { dayOfInstant } from '../../../shared/values/period.ts'
import { keepTeamTasks, planTask, settleTalk } from './follow-ups.ts'
import type { Work } from './follow-ups.ts'
import type { DemoContact, DemoMember } from './people.ts'
import type { Story } from './plan.ts'
import type { Told } from './properties.ts'
import { idOf, randomOf } from './random.ts'
import type { Random } from './random.ts'
import { clientNotes, clientTasks, comingTalks, ownerNotes, ownerTasks, tags, talkWith } from './talks.ts'
import { momentsFrom, zone } from './timeline.ts'
import { wishAround } from './wishes.ts'

/** What the agency did with the people it knows: what they look for, what was said, what is still to be done. */
export function tellClients(story: Story, known: ReadonlyMap<string, number>, told: readonly Told[]): void {
  for (const [index, contact] of story.contacts.entries()) {
    const at = known.get(contact.input.id)
    const agent = story.agents.find((one) => one.id === contact.input.agentId)!
    // Whose lead is not a client yet.
    if (at === undefined) continue
    const client: Client = { contact, agent, at, random: randomOf(story.seed, 'life', index) }
    if (wants(contact)) tellSearches(story, client, told)
    tellTags(story, client)
    tellTalks(story, client)
    tellNotes(story, client)
    tellTasks(story, client)
  }
  mergeOneOf(story, known)
  keepTeamTasks(story)
}

type Client = { contact: DemoContact; agent: DemoMember; at: number; random: Random }

const wants = ({ owner, input }: DemoContact): boolean => !owner && input.roles!.some((role) => role === 'tenant' || role === 'buyer' || role === 'prospect')

function tellSearches(story: Story, { contact, agent, at, random }: Client, told: readonly Told[]): void {
  const { seed, calendar, say, actorOf } = story
  const transactions = contact.input.roles!.includes('tenant') ? ['rent', 'rent', 'rent', 'shortStay'] : contact.input.roles!.includes('buyer') ? ['sale']
    : ['sale', 'rent']
  const count = contact.came === 'asLead' ? random.weighted([[0, 60], [1, 40]]) : random.weighted([[1, 74], [2, 17], [3, 4], [0, 5]])
  for (let n = 0; n < count; n++) {
    const models = told.filter(({ listing }) => transactions.includes(listing.transaction) || (n > 0 && listing.transaction === 'sale'))
    if (models.length === 0) return
    const wish = wishAround(random.pick(models), random)
    const id = idOf(seed, 'search', contact.input.id, n)
    const [said, changed] = momentsFrom(calendar, at, 2, random) as [number, number]
    say('clientSearch.create', { id, contactId: contact.input.id, ...wish, title: count > 1 ? titles[n]! : null,
      notes: random.chance(0.2) ? random.pick(searchNotes) : null }, actorOf(agent), said)
    // Whoever wants to hear of new properties mostly said by which way; the others stand in the log as those who cannot be written to.
    if (wish.alerts !== 'never' && randomOf(seed, 'heard of', id).chance(0.8))
      say('contact.setConsent', { id: contact.input.id, purpose: 'service', channel: 'whatsapp', given: true, source: 'Message WhatsApp', day: dayOfInstant(said, zone) }, actorOf(agent), said + 60_000)
    const change = random.weighted([['none', 70], ['paused', 8], ['found', 7], ['closed', 4], ['dearer', 11]] as const)
    if (change === 'dearer') say('clientSearch.update', { id, patch: { budgetMax: Math.round(wish.budgetMax! * 1.1) } }, actorOf(agent), changed)
    else if (change !== 'none') say('clientSearch.update', { id, patch: { state: change } }, actorOf(agent), changed)
    tellInterests(story, { contact, agent, at: said, random }, told, wish.transaction)
  }
}
const titles = ['Pour la famille', 'Investissement', 'Pour la mère'] as const
const searchNotes = ['Rez-de-chaussée pour une personne âgée.', 'Pas de vis-à-vis.', 'École française à moins de 15 minutes.',
  'Accepte des travaux si le prix suit.', 'Veut un compteur Woyofal à son nom.'] as const

const steps = [['view', 34], ['favorite', 20], ['inquiry', 20], ['visitRequest', 10], ['visitScheduled', 9], ['offerMade', 5], ['offerRejected', 2]] as const

function tellInterests({ calendar, say, actorOf }: Story, { contact, agent, at, random }: Client, told: readonly Told[], transaction: string): void {
  const there = told.filter((one) => one.listing.transaction === transaction && !one.ended && one.at < at)
  if (there.length === 0) return
  for (const moment of momentsFrom(calendar, at, random.weighted([[0, 34], [1, 34], [2, 20], [3, 12]]), random)) {
    const step = random.weighted(steps)
    const { id } = random.pick(there)
    say('interest.track', { contactId: contact.input.id, propertyId: id, step, notes: random.chance(0.15) ? random.pick(opinions) : null }, actorOf(agent),
      moment)
  }
}
const opinions = ['Aime la terrasse.', 'Trouve le quartier bruyant.', 'Attend une baisse de prix.', 'Veut revenir avec son épouse.'] as const

function tellTags({ calendar, say, actorOf }: Story, { contact, agent, at, random }: Client): void {
  if (!random.chance(0.34)) return
  const abroad = contact.input.phones!.some(({ typed }) => typed.startsWith('+') && !typed.startsWith('+221'))
  const add = new Set([...(abroad ? ['diaspora'] : []), random.pick(tags), ...(random.chance(0.3) ? [random.pick(tags)] : [])])
  say('contact.setTags', { id: contact.input.id, add: [...add] }, actorOf(agent), momentsFrom(calendar, at, 1, random)[0]!)
}

function tellTalks(story: Story, { contact, agent, at, random }: Client): void {
  const { seed, calendar, say, actorOf } = story
  const contactId = contact.input.id
  const count = contact.owner ? random.weighted([[0, 45], [1, 35], [2, 20]]) : random.weighted([[0, 16], [1, 26], [2, 26], [3, 18], [4, 9], [5, 5]])
  for (const [n, moment] of momentsFrom(calendar, at, count, random).entries()) {
    // Written down some minutes after it.
    say('interaction.create', { id: idOf(seed, 'talk', contactId, n), contactId, ...talkWith(contact.owner, random), at: moment - 5 * 60_000,
      priority: random.weighted([['medium', 70], ['low', 12], ['high', 18]]) }, actorOf(agent), moment)
  }
  if (random.chance(contact.owner ? 0.06 : 0.22)) settleTalk(story, { about: { contactId }, agent, at, random }, random.pick(comingTalks))
}

function tellNotes({ seed, calendar, say, actorOf }: Story, { contact, agent, at, random }: Client): void {
  const count = random.weighted([[0, 62], [1, 26], [2, 12]])
  for (const [n, moment] of momentsFrom(calendar, at, count, random).entries()) {
    const note = random.pick(contact.owner ? ownerNotes : clientNotes)
    const isImportant = note.type === 'alert' || random.chance(0.15)
    say('clientNote.create', { id: idOf(seed, 'note', contact.input.id, n), contactId: contact.input.id, ...note, isImportant,
      isPinned: isImportant && random.chance(0.6) }, actorOf(agent), moment)
  }
}

function tellTasks(story: Story, { contact, agent, at, random }: Client): void {
  const work: Work = { about: { contactId: contact.input.id }, agent, at, random }
  if (random.chance(contact.owner ? 0.16 : 0.36)) planTask(story, work, random.pick(contact.owner ? ownerTasks : clientTasks), 0)
  if (random.chance(0.12)) planTask(story, work, random.pick(contact.owner ? ownerTasks : clientTasks), 1)
}

/** Of the people who are there twice the last pair was noticed: the others wait for whoever looks. */
function mergeOneOf({ contacts, calendar, manager, actorOf, say }: Story, known: ReadonlyMap<string, number>): void {
  const twin = contacts.findLast(({ came }) => typeof came === 'object')
  if (!twin || typeof twin.came !== 'object') return
  // The evening before last, or as soon as he is there twice: after all that was written on either record.
  say('contact.merge', { into: twin.came.twinOf.input.id, from: twin.input.id }, actorOf(manager),
    Math.max(calendar.at(1, 1300), known.get(twin.input.id)! + 60_000))
}
