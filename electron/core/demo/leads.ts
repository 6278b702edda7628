import type { CommandInput } from '../../../shared/contract/commands.ts'
import { leadSources } from '../../../shared/modules/crm/model-lead.ts'
import type { LeadStatus } from '../../../shared/modules/crm/model-lead.ts'
import { fold } from '../../../shared/values/fold.ts'
import { planTask, settleTalk } from './follow-ups.ts'
import type { Work } from './follow-ups.ts'
import { makePerson, makePhones } from './people.ts'
import type { DemoContact, DemoMember } from './people.ts'
import type { Story } from './plan.ts'
import type { Told } from './properties.ts'
import { idOf, randomOf } from './random.ts'
import type { Random } from './random.ts'
import { clientNotes, clientTasks, comingTalks, firstTalk, lostReasons, talkWith } from './talks.ts'
import { momentsFrom, workingMinute } from './timeline.ts'
import { spokenWish, wishAround } from './wishes.ts'

/** For ten people the agency knows, four have asked and are not clients, or not yet. */
const share = 0.4

/** Where the leads of the board stand today. Prime to the number of sources, so that every source comes to every stage. */
const stages = ['new', 'contacted', 'new', 'qualified', 'lost', 'contacted', 'new', 'proposalSent', 'qualified', 'archived', 'contacted', 'negotiation',
  'new', 'qualified', 'lost', 'new'] as const satisfies readonly LeadStatus[]
type Stage = (typeof stages)[number] | 'won'
/** How many days ago they asked. */
const asked: Readonly<Record<Stage, readonly [number, number]>> = { new: [1, 6], contacted: [2, 18], qualified: [5, 40], proposalSent: [8, 60],
  negotiation: [12, 80], won: [20, 150], lost: [20, 120], archived: [60, 200] }
/** Sources from which nobody in particular was asked for. */
const unaddressed = new Set(['website', 'email', 'socialMedia', 'advertisement', 'partner'])

type Asker = Pick<CommandInput<'lead.create'>, 'name' | 'firstName' | 'lastName' | 'email' | 'phone' | 'whatsapp' | 'company'>
type Telling = { id: string; index: number; stage: Stage; agent: DemoMember; random: Random; told: readonly Told[]; asker: Asker }

/** Everybody who asked. Whoever became a client by it is `known` from that instant. */
export function tellLeads(story: Story, known: Map<string, number>, told: readonly Told[]): void {
  const { seed, agents, contacts } = story
  const converted = contacts.filter(({ came }) => came === 'asLead')
  const waiting: string[] = []
  const others = Math.round(contacts.length * share)
  for (let index = 0; index < others; index++) {
    const random = randomOf(seed, 'lead', index)
    const telling = { id: idOf(seed, 'lead', index), index, stage: stages[index % stages.length]!, agent: random.pick(agents), random, told,
      asker: askerOf(story, index, random) }
    const { agentless } = tellOne(story, telling)
    if (agentless) waiting.push(telling.id)
  }
  for (const [n, contact] of converted.entries()) {
    const index = others + n
    const agent = agents.find((one) => one.id === contact.input.agentId)!
    const telling: Telling = { id: idOf(seed, 'lead', index), index, stage: 'won', agent, random: randomOf(seed, 'lead', index), told, asker: askerFrom(contact) }
    known.set(contact.input.id, convert(story, telling, contact))
  }
  handOut(story, waiting)
}

/** The command takes no more. */
const mostAtOnce = 200

/** The manager hands out some of those that nobody follows; the latest still wait. */
function handOut({ calendar, manager, actorOf, say }: Story, waiting: readonly string[]): void {
  const ids = waiting.filter((_, index) => index % 3 === 0).slice(0, mostAtOnce)
  if (ids.length) say('lead.distribute', { ids }, actorOf(manager), calendar.at(1, 1200))
}

function askerOf({ contacts }: Story, index: number, random: Random): Asker {
  // Somebody the agency knows already, by the same number: the form warns of him.
  const known = index % 19 === 11 ? contacts.find((one) => one.came === 'himself' && one.input.kind === 'person' && one.input.phones!.length > 0) : undefined
  if (known) return { ...askerFrom(known), email: null }
  const person = makePerson(random, random.chance(0.1))
  const [phone] = makePhones(random, 5000 + index, person.abroad)
  return {
    name: person.name, firstName: person.first, lastName: person.last, company: person.company ? person.name : null,
    phone: random.chance(0.93) ? phone!.typed : null, whatsapp: phone!.whatsapp ?? false,
    email: random.chance(0.5) ? `${fold(person.name).replaceAll(/[^a-z0-9]+/g, '.').replace(/^\.|\.$/g, '')}${index}@courriel.example` : null,
  }
}

function askerFrom({ input }: DemoContact): Asker {
  const { name, firstName = null, lastName = null, email = null, phones } = input
  return { name, firstName, lastName, email, company: null, phone: phones![0]?.typed ?? null, whatsapp: phones![0]?.whatsapp ?? false }
}

function ask({ calendar, manager, actorOf, say }: Story, { id, index, stage, agent, random, told, asker }: Telling): { at: number; agentless: boolean } {
  const [latest, earliest] = asked[stage]
  const at = calendar.at(random.whole(latest, earliest), workingMinute(random))
  const source = leadSources[index % leadSources.length]!
  const agentless = unaddressed.has(source)
  const there = told.filter((one) => one.at < at && !one.ended)
  const model = told.length ? random.pick(told) : null
  const listing = there.length && random.chance(agentless ? 0.5 : 0.2) ? random.pick(there) : null
  const wish = model ? wishAround(listing ?? model, random) : null
  const saysMuch = wish !== null && (stage !== 'new' || random.chance(0.7))
  say('lead.create', {
    id, ...asker, source, agentId: agentless ? null : agent.id, propertyId: listing?.id ?? null,
    ...(saysMuch ? { transaction: wish.transaction, budgetMin: wish.budgetMin, budgetMax: wish.budgetMax, kinds: wish.kinds, places: wish.places,
      timeframe: random.chance(0.7) ? wish.timeframe : null } : {}),
    wish: wish && (!saysMuch || random.chance(0.5)) ? spokenWish(wish) : null,
  }, actorOf(agentless ? manager : agent), at)
  return { at, agentless }
}

/** How a lead came to stand where it does. */
function tellOne(story: Story, telling: Telling): { agentless: boolean } {
  const { seed, calendar, manager, actorOf, say } = story
  const { id, stage, agent, random } = telling
  const { at, agentless } = ask(story, telling)
  if (stage === 'new' && agentless) return { agentless: true }
  const [first, second, third, fourth, last] = momentsFrom(calendar, at, 5, random) as [number, number, number, number, number]
  if (agentless) say('lead.assign', { id, agentId: agent.id }, actorOf(manager), first)
  const me = actorOf(agent)
  const work: Work = { about: { leadId: id }, agent, at: second + 6 * 60_000, random }
  if (stage !== 'new') talk(story, telling, second, 0)
  if (stage === 'qualified' || stage === 'proposalSent' || stage === 'negotiation') {
    qualify(story, telling, third)
    say('lead.setStatus', { id, to: stage === 'qualified' ? 'qualified' : 'proposalSent' }, me, fourth)
    if (stage === 'negotiation') {
      talk(story, telling, fourth + 5 * 60_000, 1)
      say('lead.setStatus', { id, to: 'negotiation' }, me, last)
    }
  } else if (stage === 'lost') {
    if (random.chance(0.5)) qualify(story, telling, third)
    say('lead.setStatus', { id, to: 'lost', reason: random.pick(lostReasons) }, me, last)
    return { agentless: false }
  } else if (stage === 'archived') {
    say('lead.setStatus', { id, to: 'archived' }, me, last)
    return { agentless: false }
  }
  if (random.chance(0.6)) say('lead.update', { id, patch: { nextAction: random.pick(clientTasks), nextActionOn: calendar.day(random.weighted([[-2, 10], [-1, 14],
    [0, 34], [1, 20], [3, 14], [8, 8]])) } }, me, last + 2 * 60_000)
  if (random.chance(0.35)) planTask(story, work, random.pick(clientTasks), 0)
  if (stage !== 'new' && random.chance(0.35)) settleTalk(story, work, random.pick(comingTalks))
  if (random.chance(0.2)) say('clientNote.create', { id: idOf(seed, 'note', id), leadId: id, ...random.pick(clientNotes), isPinned: random.chance(0.3) }, me,
    last + 4 * 60_000)
  return { agentless: false }
}

function talk({ seed, say, actorOf }: Story, { id, agent, random }: Telling, at: number, n: number): void {
  say('interaction.create', { id: idOf(seed, 'talk', id, n), leadId: id, ...(n === 0 ? firstTalk(random) : talkWith(false, random)), at: at - 4 * 60_000 },
    actorOf(agent), at)
}

function qualify({ say, actorOf }: Story, { id, agent, stage, random }: Telling, at: number): void {
  const qualification = stage === 'lost' ? random.pick(['cold', 'unqualified'] as const)
    : random.weighted([['hot', stage === 'negotiation' ? 140 : 60], ['warm', 40], ['cold', 10]] as const)
  say('lead.qualify', { id, qualification, notes: random.chance(0.4) ? random.pick(qualifiedBy) : null }, actorOf(agent), at)
}
const qualifiedBy = ['Budget confirmé, apport de 40 %.', 'Décide seul, disponible tout de suite.', 'Encore en comparaison avec deux agences.',
  'Accord de principe de la banque reçu.'] as const

/** A lead that became the client `contact`. Gives when. */
function convert(story: Story, telling: Telling, contact: DemoContact): number {
  const { seed, calendar, manager, actorOf, say } = story
  const { id, agent, random } = telling
  const { at, agentless } = ask(story, telling)
  const [first, second, third, won] = momentsFrom(calendar, at, 4, random) as [number, number, number, number]
  if (agentless) say('lead.assign', { id, agentId: agent.id }, actorOf(manager), first)
  talk(story, telling, second, 0)
  qualify(story, telling, third)
  const searchId = idOf(seed, 'search of lead', id)
  say('lead.convert', { id, contactId: contact.input.id, searchId }, actorOf(agent), won)
  for (const consent of contact.consents) say('contact.setConsent', consent, actorOf(agent), won + 60_000)
  return won + 60_000
}
