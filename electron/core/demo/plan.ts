import type { CommandInput, CommandName } from '../../../shared/contract/commands.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { keysBetween } from '../../../shared/values/order-key.ts'
import type { PhotoPlan } from './draw-photo.ts'
import { tellClients } from './clients.ts'
import { tellLeads } from './leads.ts'
import { makeContacts, makeTeam } from './people.ts'
import type { DemoContact, DemoMember } from './people.ts'
import { tellProperties } from './properties.ts'
import { idOf, randomOf } from './random.ts'
import { calendarOf, momentsFrom, zone } from './timeline.ts'
import type { Calendar } from './timeline.ts'

/** A paper of the demonstration, made by `plainPdf`. */
export type PaperPlan = { heading: string; lines: string[] }

type Said = { commandId: string; actor: Actor; typedAt: number }
/** One act of the story. A `file` becomes the command `file.create` once its content has been drawn. */
export type DemoStep = Said & (
  | { kind: 'command'; name: CommandName; input: unknown }
  | { kind: 'file'; fileId: string; name: string; content: { photo: PhotoPlan } | { paper: PaperPlan } }
)

export type DemoPlan = {
  agencyId: string
  deviceId: string
  members: DemoMember[]
  /** In the order they happened; those of one moment and person stand together. */
  steps: DemoStep[]
  views: { propertyId: string; day: string; count: number }[]
  properties: number
  clients: number
}

export type DemoOptions = {
  seed: string
  /** Properties alive at the end, and contacts, owners among them. */
  properties: number
  clients: number
  photos: boolean
  /** Milliseconds UTC: the story ends the evening before. */
  now: number
}

/** Collects the acts of the story; each has an id of its own from what it is about. */
export type Story = {
  seed: string
  calendar: Calendar
  agents: readonly DemoMember[]
  manager: DemoMember
  admin: DemoMember
  contacts: readonly DemoContact[]
  photos: boolean
  views: DemoPlan['views']
  actorOf(member: DemoMember): Actor
  say<Name extends CommandName>(name: Name, input: CommandInput<Name>, who: Actor, at: number): string
  file(fileId: string, name: string, content: { photo: PhotoPlan } | { paper: PaperPlan }, who: Actor, at: number): void
}

/** What happened in this agency until yesterday, as the commands its people typed. The same options give the same plan. */
export function planDemo(options: DemoOptions): DemoPlan {
  const { seed } = options
  const calendar = calendarOf(options.now)
  const members = makeTeam(seed)
  const [admin, manager, ...agents] = members as [DemoMember, DemoMember, ...DemoMember[]]
  const agencyId = idOf(seed, 'agency')
  const steps: DemoStep[] = []
  const contacts = makeContacts(seed, options.clients, agents, (daysAgo) => calendar.day(-daysAgo))
  const story: Story = {
    seed, calendar, agents, manager, admin, contacts, photos: options.photos, views: [],
    actorOf: (member) => ({ kind: 'member', agencyId, memberId: member.id, role: member.role }),
    say: (name, input, actor, typedAt) => {
      const commandId = idOf(seed, 'command', steps.length)
      steps.push({ kind: 'command', commandId, name, input, actor, typedAt })
      return commandId
    },
    file: (fileId, name, content, actor, typedAt) => void steps.push({ kind: 'file',
      commandId: idOf(seed, 'command', steps.length), fileId, name, content, actor, typedAt }),
  }

  foundAgency(story, agencyId)
  const { told, met } = tellProperties(story, options.properties)
  const known = meetContacts(story, met)
  tellLeads(story, known, told)
  tellClients(story, known, told)
  keepViews(story)

  const order = new Map(steps.map((step, index) => [step, index]))
  steps.sort((a, b) => a.typedAt - b.typedAt || order.get(a)! - order.get(b)!)
  return { agencyId, deviceId: idOf(seed, 'device'), members, steps, views: story.views, properties: options.properties,
    clients: contacts.length }
}

const foundedDaysAgo = 270

function foundAgency({ calendar, admin, manager, agents, actorOf, say }: Story, agencyId: string): void {
  const job: Actor = { kind: 'job', agencyId, name: 'setup' }
  const { id: memberId, accountId, email, name, phone } = admin
  say('agency.found', {
    agencyId, name: 'Teranga Immobilier', phone: '33 820 10 10', city: 'Dakar', country: 'SN', currency: 'XOF', zone,
      referencePrefix: 'DKR',
    admin: { memberId, accountId, email, name, phone },
  }, job, calendar.at(foundedDaysAgo, 540))
  say('agency.update', {
    id: agencyId,
    patch: { legalName: 'Teranga Immobilier SARL', ninea: '0067221 2G2', rccm: 'SN-DKR-2019-B-10221',
      address: 'Route des Almadies, immeuble Baobab, 2e étage', website: 'https://teranga-immobilier.example',
      email: 'contact@teranga-immobilier.example' },
  }, actorOf(admin), calendar.at(foundedDaysAgo, 560))
  for (const [index, member] of [manager, ...agents].entries()) {
    const { id, accountId: account, email: mail, name: called, phone: number, position, role } = member
    say('member.create', { id, accountId: account, email: mail, name: called, phone: number, position, role }, actorOf(admin),
      calendar.at(foundedDaysAgo, 575 + index * 4))
  }
  say('member.update', { id: admin.id, patch: { position: admin.position } }, actorOf(admin), calendar.at(foundedDaysAgo, 610))
}

/** Contacts become known no later than the first property that names them. Gives when each of them did, but those who come as leads. */
function meetContacts({ seed, calendar, agents, contacts, actorOf, say }: Story, met: ReadonlyMap<string, number>): Map<string, number> {
  const known = new Map<string, number>()
  for (const [index, contact] of contacts.entries()) {
    if (contact.came === 'asLead') continue
    const random = randomOf(seed, 'meeting', index)
    const agent = agents.find((one) => one.id === contact.input.agentId)!
    const before = met.get(contact.input.id)
    const usual = calendar.at(random.whole(1, 220), random.whole(510, 1110))
    const first = contact.came === 'himself' ? null : known.get(contact.came.twinOf.input.id)!
    const at = first !== null ? momentsFrom(calendar, first, 2, random)[0]! : before === undefined ? usual : before - random.whole(2, 600) * 60_000
    known.set(contact.input.id, at)
    say('contact.create', contact.input, actorOf(agent), at)
    for (const consent of contact.consents) say('contact.setConsent', consent, actorOf(agent), at + 60_000)
  }
  return known
}

const usualColumns = ['title', 'quartier', 'transaction', 'priceAmount', 'surfaceArea', 'status', 'updatedAt']

function keepViews({ seed, calendar, admin, manager, agents, actorOf, say }: Story): void {
  type View = Pick<CommandInput<'savedView.create'>['values'], 'name' | 'filters' | 'sort' | 'layout'> & { columns?: string[] }
  const newest: View['sort'] = [{ field: 'updatedAt', direction: 'desc' }]
  const toRent: View = { name: 'À louer, Dakar', layout: 'table', sort: newest,
    filters: [{ field: 'transaction', operator: 'is', value: 'rent' }, { field: 'region', operator: 'is', value: 'Dakar' },
    { field: 'status', operator: 'is', value: 'available' }] }
  const large: View = { name: 'Ventes > 100 M', layout: 'table', sort: [{ field: 'priceAmount', direction: 'desc' }],
    filters: [{ field: 'transaction', operator: 'is', value: 'sale' },
    { field: 'priceAmount', operator: 'atLeast', value: 100_000_000 }] }
  const titled: View = { name: 'Terrains avec titre', layout: 'map', sort: newest,
    filters: [{ field: 'kind', operator: 'in', value: ['land', 'farmland'] },
    { field: 'titleType', operator: 'in', value: ['titreFoncier', 'bail'] }],
    columns: ['title', 'quartier', 'priceAmount', 'pricePerSquareMetre', 'surfaceArea', 'titleType', 'status'] }
  const mine: View = { name: 'Mes biens disponibles', layout: 'cards', sort: newest,
    filters: [{ field: 'agentId', operator: 'is', value: 'me' }, { field: 'status', operator: 'is', value: 'available' }] }
  const kept: [DemoMember, View[]][] = [[admin, [toRent, large, titled]], [manager, [toRent, large]],
    ...agents.map((agent, index): [DemoMember, View[]] => [agent, index % 2 ? [mine, titled] : [mine, toRent]])]
  for (const [person, [member, views]] of kept.entries()) {
    const positions = keysBetween(views.length)
    for (const [index, { columns = usualColumns, ...view }] of views.entries()) {
      say('savedView.create', { id: idOf(seed, 'view', member.id, index),
        values: { ...view, columns, memberId: member.id, list: 'properties', search: '', position: positions[index]! } },
        actorOf(member), calendar.at(30, 540 + person * 9 + index))
    }
  }
}
